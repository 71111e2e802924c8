"""The list of what was captured: the one that people filter, and that systems pull all day."""

from dataclasses import asdict, dataclass

from tellmore.core.context import Actor, Context
from tellmore.core.hot_reads import Asked
from tellmore.core.json_lists import JsonList, JsonPage, Question
from tellmore.core.pages import PageParams
from tellmore.responses.models import Response
from tellmore.responses.permissions import READER, everywhere
from tellmore.responses.queries import ResponseFilter
from tellmore.responses.readers import known_reader
from tellmore.responses.service import reading
from tellmore.sessions import service as sessions
from tellmore.sessions.facilitators import kept_out_somewhere

R = Response
_PLAIN = (
    "id",
    "session_id",
    "cohort_id",
    "school_id",
    "member_id",
    "pseudonym",
    "kind",
    "text",
    "wording",
    "cue",
    "question_key",
    "stage",
    "sequence",
    "captured_at",
    "recorded_by",
    "revision",
    "created_at",
    "updated_at",
    "version",
)
_FILTERS = ("cohort_id", "session_id", "member_id", "question_key", "kind")
LIST = JsonList(
    Response,
    columns={name: getattr(R, name) for name in _PLAIN},
    constants=("can",),
    filters={name: getattr(R, name) for name in _FILTERS},
    gone=R.struck_at,
)
"""Held against `schemas.ResponseRead` by a test."""


async def list_responses(ctx: Context, wanted: ResponseFilter, page: PageParams) -> JsonPage:
    """Of rows of several sessions, `can` is what may be done with each of them."""
    can = await reading(ctx, wanted.session_id)
    within = await sessions.get(ctx, wanted.session_id) if wanted.session_id else None
    who = await known_reader(ctx, within)
    if who.taught and not within and await kept_out_somewhere(ctx, who.taught, wanted.cohort_id):
        can &= READER
    question = Question(_given(wanted), page, {"can": sorted(can)})
    return await LIST.fetch(ctx.session, question, who.conditions())


@dataclass(frozen=True)
class Pull:
    """The same for a system, as one statement: it teaches nobody, so nothing is hidden from it."""

    wanted: ResponseFilter
    page: PageParams

    def asked(self, actor: Actor) -> Asked[JsonPage]:
        question = Question(_given(self.wanted), self.page, {"can": sorted(everywhere(actor))})
        params = question.params()
        return Asked(LIST.text(question.shape), params, lambda row: question.answer(row[0]))


def _given(wanted: ResponseFilter) -> dict[str, object]:
    return {name: value for name, value in asdict(wanted).items() if value is not None}
