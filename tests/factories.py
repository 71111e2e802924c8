"""Rows that tests stand on, made through the same models and row security as the product's own."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from ipaddress import IPv4Address
from itertools import groupby
from typing import Any, Self
from uuid import UUID

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from tellmore.core.clock import now
from tellmore.core.context import ActorKind, Context
from tellmore.core.db import Database, Scope
from tellmore.core.ids import uuid7
from tellmore.core.security import AccessToken
from tellmore.districts import service as districts
from tellmore.districts.founding import FOUNDER
from tellmore.districts.models import School
from tellmore.identity import service as users
from tellmore.identity.abilities import Ability, Role
from tellmore.identity.models import Membership, RefreshToken, User
from tellmore.identity.schemas import MembershipWrite, UserCreate
from tellmore.rosters.models import Student

PASSWORD = "correct horse battery"
Json = dict[str, Any]
BORN = date(now().year - 16, 5, 17)
"""15 or 16 years old, whenever the tests run."""


def _name(roles: Sequence[Role]) -> str:
    return " and ".join(role.value.replace("_", " ") for role in roles) or "Nobody"


def somewhere(app: FastAPI) -> httpx.ASGITransport:
    """At an address of its own: wrong passwords of other tests are counted elsewhere."""
    address = str(IPv4Address(secrets.randbits(32)))
    return httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))


class World:
    """One district and its people. `await world.client(Role.COORDINATOR)` signs somebody in."""

    def __init__(self, app: FastAPI, database: Database, district_id: UUID) -> None:
        self.app = app
        self.database = database
        self.district_id = district_id
        self.schools: list[School] = []
        self._clients: list[httpx.AsyncClient] = []

    @classmethod
    async def found(cls, app: FastAPI, database: Database) -> Self:
        district_id = uuid7()
        async with database.transaction() as session:
            ctx = Context(session=session, actor=FOUNDER, scope=Scope())
            await districts.found(ctx, "Lakeside Unified", district_id)
            world = cls(app, database, district_id)
            world.schools = [world._school("North High"), world._school("South High")]
            session.add_all(world.schools)
        return world

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()

    @asynccontextmanager
    async def context(self) -> AsyncIterator[Context]:
        """The system's own view of the whole district, committed at the end."""
        scope = Scope.whole(self.district_id)
        async with self.database.transaction(scope) as session:
            yield Context(session=session, actor=FOUNDER, scope=scope)

    async def add(self, *rows: Any) -> None:
        """In the order given, as foreign keys want it."""
        async with self.context() as ctx:
            for _, alike in groupby(rows, type):
                ctx.session.add_all(alike)
                await ctx.session.flush()

    async def school(self, name: str) -> School:
        row = self._school(name)
        await self.add(row)
        return row

    def _school(self, name: str) -> School:
        return School(district_id=self.district_id, name=name, sourced_id=secrets.token_hex(4))

    async def students(
        self, count: int, school: School | None = None, **fields: Any
    ) -> list[Student]:
        school = school or self.schools[0]
        given = {"grade": "10", "birth_date": BORN, "attributes": {}, **fields}
        rows = [
            Student(
                district_id=self.district_id,
                school_id=school.id,
                sourced_id=secrets.token_hex(6),
                **{"given_name": f"Given{number}", "family_name": f"Family{number}", **given},
            )
            for number in range(count)
        ]
        await self.add(*rows)
        return rows

    async def user(self, *roles: Role, school: School | None = None, **fields: Any) -> str:
        """Add a person and return the e-mail to sign in with."""
        email = f"{secrets.token_hex(6)}@example.org"
        school_id = school.id if school else None
        data = UserCreate(
            email=email,
            name=_name(roles),
            password=SecretStr(PASSWORD),
            memberships=[MembershipWrite(role=role, school_id=school_id) for role in roles],
            **{"teaches_nobody": "staff_id" not in fields, **fields},
        )
        async with self.context() as ctx:
            await users.create(ctx, self.app.state.keys.passwords, data)
        return email

    async def client(
        self,
        *roles: Role,
        school: School | None = None,
        staff_id: UUID | None = None,
        teaches_nobody: bool | None = None,
    ) -> httpx.AsyncClient:
        """A browser in which a person with these roles has signed in.

        Rows and no more: making accounts and signing in have their own tests, and every other
        would pay for them.
        """
        attested = staff_id is None if teaches_nobody is None else teaches_nobody
        user = User(
            district_id=self.district_id,
            email=f"{secrets.token_hex(6)}@example.org",
            name=_name(roles),
            staff_id=staff_id,
            teaches_nobody_at=now() if attested else None,
        )
        where: Json = {"district_id": user.district_id, "user_id": user.id}
        school_id = school.id if school else None
        held = [Membership(**where, role=role, school_id=school_id) for role in roles]
        hour: Json = {"token_hash": secrets.token_hex(16), "expires_at": now() + timedelta(hours=1)}
        signed_in = RefreshToken(**where, family_id=uuid7(), **hour)
        await self.add(user, *held, signed_in)
        person = user.id, user.district_id, ActorKind.USER, signed_in.family_id
        return self._new_client(self.app.state.keys.tokens.issue(AccessToken(*person, frozenset())))

    async def signed_in(self, email: str) -> httpx.AsyncClient:
        body = {"email": email, "password": PASSWORD}
        answer = await self._new_client().post("/v1/auth/sign-in", json=body)
        answer.raise_for_status()
        return self._new_client(answer.json()["access_token"])

    async def integration(self, *scopes: Ability) -> httpx.AsyncClient:
        """A district system with client credentials for these scopes."""
        admin = await self.client(Role.DISTRICT_ADMIN)
        made = await admin.post("/v1/api-clients", json={"name": "SIS", "scopes": list(scopes)})
        made.raise_for_status()
        form = {
            "grant_type": "client_credentials",
            "client_id": made.json()["client"]["client_id"],
            "client_secret": made.json()["client_secret"],
        }
        answer = await self._new_client().post("/v1/oauth/token", data=form)
        answer.raise_for_status()
        return self._new_client(answer.json()["access_token"])

    def _new_client(self, token: str | None = None) -> httpx.AsyncClient:
        transport = somewhere(self.app)
        client = httpx.AsyncClient(transport=transport, base_url="http://test.example")
        if token is not None:
            client.headers["Authorization"] = f"Bearer {token}"
        self._clients.append(client)
        return client
