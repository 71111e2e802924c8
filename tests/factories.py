"""Rows that tests stand on, made through the same models and row security as the product's own."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from itertools import groupby
from typing import Any, Self
from uuid import UUID

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from tellmore.core.clock import now
from tellmore.core.context import Context
from tellmore.core.db import Database, Scope
from tellmore.core.ids import uuid7
from tellmore.districts import service as districts
from tellmore.districts.founding import FOUNDER
from tellmore.districts.models import School
from tellmore.identity import service as users
from tellmore.identity import tokens
from tellmore.identity.abilities import Ability, Role
from tellmore.identity.schemas import MembershipWrite, UserCreate
from tellmore.rosters.models import Student

PASSWORD = "correct horse battery"
BORN = date(now().year - 16, 5, 17)
"""15 or 16 years old, whenever the tests run."""


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
        world.schools = [await world.school("North High"), await world.school("South High")]
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
        row = School(district_id=self.district_id, name=name, sourced_id=secrets.token_hex(4))
        await self.add(row)
        return row

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
        async with self.context() as ctx:
            return await self._enter(ctx, *roles, school=school, **fields)

    async def _enter(self, ctx: Context, *roles: Role, school: School | None, **fields: Any) -> str:
        email = f"{secrets.token_hex(6)}@example.org"
        school_id = school.id if school else None
        data = UserCreate(
            email=email,
            name=" and ".join(role.value.replace("_", " ") for role in roles) or "Nobody",
            password=SecretStr(PASSWORD),
            memberships=[MembershipWrite(role=role, school_id=school_id) for role in roles],
            **{"teaches_nobody": "staff_id" not in fields, **fields},
        )
        await users.create(ctx, self.app.state.keys.passwords, data)
        return email

    async def client(
        self, *roles: Role, school: School | None = None, **fields: Any
    ) -> httpx.AsyncClient:
        """A browser in which a person with these roles has signed in.

        Not by HTTP: that has its own tests, and every other would pay for it.
        """
        async with self.context() as ctx:
            email = await self._enter(ctx, *roles, school=school, **fields)
            session = await tokens.sign_in(ctx, self.app.state.keys, email, PASSWORD)
        return self._new_client(session.access_token)

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
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://test.example")
        if token is not None:
            client.headers["Authorization"] = f"Bearer {token}"
        self._clients.append(client)
        return client
