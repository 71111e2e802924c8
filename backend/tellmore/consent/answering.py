"""What the holder of a link may do: decide, once, and take back a yes at any time."""

from collections.abc import Mapping

from tellmore.consent import links, records
from tellmore.consent.kinds import Decision, Language, Method, Purpose
from tellmore.consent.records import Signing
from tellmore.consent.sheet import Sheet, open_link
from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.core.html import PageProblem
from tellmore.districts import service as districts
from tellmore.rosters import birth_dates
from tellmore.settings import Settings

LONGEST_NAME = 200
REPLY = {"yes": Decision.GRANTED, "no": Decision.DECLINED}


class AlreadyAnswered(PageProblem):
    status = 409
    title = "This link was used"


class NotAnswered(PageProblem):
    status = 409
    title = "Nothing was answered with this link yet"


class AnswerIncomplete(PageProblem):
    """Shown on the form itself, beside each field."""

    status = 422
    title = "Something is missing"
    template = "ask.html"


class BirthDateWrong(AnswerIncomplete):
    title = "That is not the student's birth date"
    commits = True


class FormReplaced(AnswerIncomplete):
    """Nobody signs words that they have not read: a newer form took the place of theirs."""

    status = 409
    title = "There is a newer form than the one that was read"


class WithdrawalIncomplete(AnswerIncomplete):
    template = "receipt.html"


class WithdrawalBirthDateWrong(BirthDateWrong):
    template = "receipt.html"


async def decide(
    ctx: Context, settings: Settings, token: str, typed: Mapping[str, str], chosen: Language | None
) -> None:
    """Sign: one answer per purpose, with a name and the student's birth date. Once."""
    sheet = await open_link(ctx, settings, token, chosen, to_answer=True)
    if sheet.request.answered_at is not None:
        raise AlreadyAnswered(sheet.header)
    _refuse_unread(sheet, typed)
    shown = {**sheet.values(), "typed": typed}
    errors = _missing(sheet.purposes, typed)
    if errors:
        raise AnswerIncomplete(sheet.header, **{**shown, "errors": errors})
    await _check_birth_date(ctx, sheet, typed, BirthDateWrong(sheet.header, **shown))
    sheet.request.answered_at = ctx.now
    await records.write(ctx, _signing(ctx, sheet, typed["name"], _decisions(sheet.purposes, typed)))


async def withdraw(
    ctx: Context, settings: Settings, token: str, typed: Mapping[str, str], chosen: Language | None
) -> None:
    """Take back one yes, or all of them. The birth date is asked for; a reason is not."""
    sheet = await open_link(ctx, settings, token, chosen, to_answer=True)
    shown = {**sheet.values(), "typed": typed}
    if sheet.given is None:
        raise NotAnswered(sheet.header)
    wanted = [p for p in sheet.given.granted if "everything" in typed or f"back_{p}" in typed]
    errors = ({} if wanted else {"back": "error-back"}) | _missing_date(typed)
    if errors:
        raise WithdrawalIncomplete(sheet.header, **{**shown, "errors": errors})
    wrong = WithdrawalBirthDateWrong(sheet.header, **shown)
    await _check_birth_date(ctx, sheet, typed, wrong)
    decisions = dict.fromkeys(wanted, Decision.WITHDRAWN)
    await records.write(ctx, _signing(ctx, sheet, sheet.given.name, decisions))


def _refuse_unread(sheet: Sheet, typed: Mapping[str, str]) -> None:
    """The page says which form it showed. What was chosen on an older one is chosen anew."""
    if typed.get("form") == str(sheet.form.number):
        return
    if not typed.get("form"):
        raise Invalid
    kept = {name: text for name, text in typed.items() if name not in set(Purpose)}
    shown = {**sheet.values(), "typed": kept, "errors": {"form": "error-form"}}
    raise FormReplaced(sheet.header, **shown)


def _missing(purposes: list[Purpose], typed: Mapping[str, str]) -> dict[str, str]:
    """Field → the key of the sentence that says what is missing."""
    errors: dict[str, str] = {}
    refused = typed.get(Purpose.PARTICIPATE) == "no"
    for purpose in purposes:
        needed = purpose is Purpose.PARTICIPATE or not refused
        if needed and typed.get(purpose) not in REPLY:
            errors[purpose] = "error-choice"
    name = typed.get("name", "")
    if not (1 < len(name) <= LONGEST_NAME and name.isprintable()):
        errors["name"] = "error-name"
    return errors | _missing_date(typed)


def _missing_date(typed: Mapping[str, str]) -> dict[str, str]:
    return {} if birth_dates.typed(typed) else {"birth": "error-birth-missing"}


async def _check_birth_date(
    ctx: Context, sheet: Sheet, typed: Mapping[str, str], wrong: BirthDateWrong
) -> None:
    """Something that the person knows, and a program that follows links does not."""
    link, born = f"consent:{sheet.request.id}", sheet.family.student.birth_date
    if not await birth_dates.is_right(ctx, link, birth_dates.typed(typed), born):
        await _count_guess(ctx, sheet)
        wrong.values["errors"] = {"birth": "error-birth-wrong"}
        raise wrong
    sheet.request.guesses = 0


async def _count_guess(ctx: Context, sheet: Sheet) -> None:
    """A patient program waits out every pause: there is an end to it."""
    sheet.request.guesses += 1
    if sheet.request.guesses >= await districts.policy(ctx, birth_dates.MOST_IN_ALL):
        await links.lock(ctx, sheet.request)
        raise links.LinkLocked(sheet.header)


def _decisions(purposes: list[Purpose], typed: Mapping[str, str]) -> dict[Purpose, Decision]:
    """Whoever says no to taking part has said no to the rest."""
    if REPLY[typed[Purpose.PARTICIPATE]] is Decision.DECLINED:
        return dict.fromkeys(purposes, Decision.DECLINED)
    return {purpose: REPLY[typed[purpose]] for purpose in purposes}


def _signing(ctx: Context, sheet: Sheet, name: str, decisions: dict[Purpose, Decision]) -> Signing:
    return Signing(
        member=sheet.family.member,
        form=sheet.form,
        party=sheet.request.party,
        guardian_id=sheet.request.guardian_id,
        signed_name=name,
        method=Method.LINK,
        language=sheet.language,
        decided_at=ctx.now,
        decisions=decisions,
        request_id=sheet.request.id,
    )
