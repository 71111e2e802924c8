"""What a student says aloud in the room, put on record there and then by whoever asked."""

from collections.abc import Mapping

from tellmore.cohorts.models import Member
from tellmore.consent import asking, records
from tellmore.consent.kinds import WRITTEN, Decision, Language, Method, Party, Purpose
from tellmore.consent.models import ConsentForm
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, Problem
from tellmore.rosters import families


class WrittenNoStands(Problem):
    """A no that somebody signed is not talked away in a room full of peers."""

    status = 409
    title = "This student said no in writing; a coordinator records a change of mind"


async def hear(
    ctx: Context,
    member: Member,
    decisions: Mapping[Purpose, Decision],
    *,
    language: Language,
    note: str,
) -> None:
    """The caller has said who may do this; `note` holds which words were used, and where."""
    form = await asking.form_in_force(ctx, member.cohort_id)
    _refuse_unasked(form, decisions)
    await _refuse_written_no(ctx, member, decisions)
    student = (await families.students(ctx, [member.student_id]))[member.student_id]
    signing = records.Signing(
        member=member,
        form=form,
        party=Party.STUDENT,
        guardian_id=None,
        signed_name=f"{student.given_name} {student.family_name}",
        method=Method.VERBAL,
        language=language,
        decided_at=ctx.now,
        decisions=decisions,
        recorded_by=ctx.actor.id,
        note=note,
    )
    await records.write(ctx, signing)


async def _refuse_written_no(
    ctx: Context, member: Member, decisions: Mapping[Purpose, Decision]
) -> None:
    last = await records.last_words(ctx, member.id, Party.STUDENT.value)
    for purpose, decision in decisions.items():
        before = last.get(purpose)
        said_no = before is not None and before.decision is not Decision.GRANTED
        if decision is Decision.GRANTED and before and said_no and before.method in WRITTEN:
            raise WrittenNoStands


def _refuse_unasked(form: ConsentForm, decisions: Mapping[Purpose, Decision]) -> None:
    for purpose in set(decisions) - set(map(Purpose, form.purposes)):
        raise Invalid.at(f"/decisions/{purpose}", "purpose", "The form does not ask this.")
