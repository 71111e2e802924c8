"""Brings the demo district into a database, by the doors that any district uses."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import SecretStr

from tellmore.core.context import Context
from tellmore.core.db import Database, Scope
from tellmore.core.pages import PageParams
from tellmore.core.security import Passwords
from tellmore.districts import service as districts
from tellmore.districts.founding import FOUNDER
from tellmore.districts.schemas import SchoolUpdate
from tellmore.identity import passwords as accounts
from tellmore.identity import service as users
from tellmore.identity.abilities import Role
from tellmore.identity.schemas import MembershipWrite, UserCreate
from tellmore.rosters import importing, queries
from tellmore.rosters.demo.bundle import demo_bundle
from tellmore.rosters.demo.people import SCHOOLS
from tellmore.rosters.demo.words import DISTRICT
from tellmore.settings import Settings

DISTRICT_ID = UUID("0190a0de-0000-7000-8000-0000000de300")
DOMAIN = "cedarvalley.example"
NEW_SCHOOL_YEAR = (8, 15)
"""Month and day on which the bundle's years begin: before it, the next one is nobody's yet."""


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in. `staff` is who they are in the roster, which then names them."""

    email: str
    role: Role
    name: str = ""
    school: str | None = None
    staff: str | None = None


SIGN_INS = (
    SignIn(f"admin@{DOMAIN}", Role.DISTRICT_ADMIN, "Dana Whitfield"),
    SignIn(f"coordinator@{DOMAIN}", Role.COORDINATOR, "Rosalind Meyer"),
    SignIn(f"facilitator@{DOMAIN}", Role.FACILITATOR, "Theo Lindgren"),
    SignIn(f"notetaker@{DOMAIN}", Role.NOTE_TAKER, "Imogen Achebe"),
    SignIn(f"teacher@{DOMAIN}", Role.FACILITATOR, school="sch-3", staff="tea-036"),
    SignIn(f"analyst@{DOMAIN}", Role.ANALYST, "Priscilla Ong"),
    SignIn(f"counselor@{DOMAIN}", Role.COUNSELOR, school="sch-3", staff="tea-035"),
    SignIn(f"principal@{DOMAIN}", Role.SCHOOL_VIEWER, school="sch-3", staff="tea-034"),
)


@dataclass(frozen=True)
class Demo:
    """`is_new` is False when the district was there before."""

    district_id: UUID
    is_new: bool
    sign_ins: tuple[SignIn, ...]


async def load_demo(settings: Settings, password: str, today: date | None = None) -> Demo:
    """Make the demo district, or leave it as it is; either way this password signs in."""
    database = Database(settings)
    try:
        async with database.transaction(Scope.whole(DISTRICT_ID)) as session:
            ctx = Context(session=session, actor=FOUNDER, scope=Scope.whole(DISTRICT_ID))
            is_new = not await districts.exists(ctx)
            if is_new:
                await districts.found(ctx, DISTRICT, DISTRICT_ID)
                await _import(ctx, today or ctx.now.date())
                await _name_contacts(ctx)
                await _let_in(ctx, Passwords(settings))
            emails = [one.email for one in SIGN_INS]
            await accounts.ensure(ctx, Passwords(settings), emails, password)
    finally:
        await database.close()
    return Demo(DISTRICT_ID, is_new, SIGN_INS)


async def _import(ctx: Context, today: date) -> None:
    year = today.year + ((today.month, today.day) >= NEW_SCHOOL_YEAR)
    row, _ = await importing.upload(ctx, "demo.zip", demo_bundle(year))
    await importing.apply(ctx, row.id)


async def _name_contacts(ctx: Context) -> None:
    """Every page that a family opens by link names a human at the school."""
    codes = {school.id: school for school in SCHOOLS}
    page = await districts.list_schools(ctx, PageParams(limit=200))
    for row in page.items:
        number = codes[row.sourced_id].code
        contact = SchoolUpdate(
            contact_name="The front office",
            contact_email=f"office{number}@{DOMAIN}",
            contact_phone=f"+1 303 555 0{number}",
        )
        await districts.update_school(ctx, row.id, contact, row.version)


async def _let_in(ctx: Context, passwords: Passwords) -> None:
    """Make the accounts. The password that a demo is given may be shorter than we'd take."""
    page = await districts.list_schools(ctx, PageParams(limit=200))
    schools = {row.sourced_id: row.id for row in page.items}
    staff = {row.sourced_id: row for row in await ctx.session.exec(queries.every_staff_member())}
    for one in SIGN_INS:
        known = staff[one.staff] if one.staff else None
        place = schools[one.school] if one.school else None
        data = UserCreate(
            email=one.email,
            name=f"{known.given_name} {known.family_name}" if known else one.name,
            password=SecretStr(secrets.token_urlsafe(24)),
            memberships=[MembershipWrite(role=one.role, school_id=place)],
            staff_id=known.id if known else None,
            teaches_nobody=known is None,
        )
        await users.create(ctx, passwords, data)
