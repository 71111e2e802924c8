"""A theme as one document: its causes, the excerpts for and against, and how strong it is."""

from collections.abc import Sequence
from uuid import UUID

from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.insights import queries, strength
from tellmore.insights.models import Cause, Coding, Evidence, Stance, Theme
from tellmore.insights.permissions import allowed_on_theme
from tellmore.insights.schemas import CauseRead, EvidenceRead, ThemeRead
from tellmore.insights.strength import Voice
from tellmore.responses import utterances
from tellmore.responses.utterances import Source, Utterance


class Shelf:
    """What the documents of a page are made from, read in one go."""

    def __init__(
        self,
        causes: Sequence[Cause],
        evidence: Sequence[Evidence],
        codings: dict[UUID, Coding],
        said: dict[UUID, Utterance],
        sources: dict[UUID, Source],
    ) -> None:
        self.causes = causes
        self.evidence = evidence
        self.codings = codings
        self.said = said
        self.sources = sources

    @classmethod
    async def fetch(cls, ctx: Context, theme_ids: Sequence[UUID], *, words: bool) -> "Shelf":
        """Without `words` only heads are counted: that is for those who read no raw text too."""
        causes = (await ctx.session.exec(queries.causes(theme_ids))).all()
        evidence = (await ctx.session.exec(queries.evidence(theme_ids))).all()
        wanted = queries.codings_by_id([row.coding_id for row in evidence])
        codings = {row.id: row for row in await ctx.session.exec(wanted)}
        ids = [row.response_id for row in codings.values()]
        said = await utterances.of(ctx, ids) if words else {}
        return cls(causes, evidence, codings, said, await utterances.sources(ctx, ids))

    def excerpts(self, theme_id: UUID, cause_id: UUID | None) -> list[EvidenceRead]:
        """Struck responses, and those kept from this reader, are simply not there."""
        found = []
        for row in self.evidence:
            if row.theme_id != theme_id or row.cause_id != cause_id:
                continue
            coding = self.codings.get(row.coding_id)
            said = self.said.get(coding.response_id) if coding else None
            if coding is not None and said is not None:
                found.append(_excerpt(row, coding, said))
        return found

    def grounded(self) -> set[UUID]:
        """The causes that an excerpt speaks for. One that was struck speaks for nothing."""
        return {
            row.cause_id
            for row in self.evidence
            if row.cause_id is not None
            and row.stance is Stance.SUPPORTING
            and row.coding_id in self.codings
            and self.codings[row.coding_id].response_id in self.sources
        }

    def voices(self, theme_id: UUID) -> list[Voice]:
        """The excerpts of the theme and of all its causes, whoever reads: heads are no words."""
        found = []
        for row in self.evidence:
            coding = self.codings.get(row.coding_id)
            source = self.sources.get(coding.response_id) if coding else None
            if row.theme_id == theme_id and coding is not None and source is not None:
                found.append(Voice(coding.id, source, row.stance))
        return found


async def documents(ctx: Context, themes: Sequence[Theme]) -> list[ThemeRead]:
    """Whoever may write themes and read no raw text gets them without their excerpts."""
    words = ctx.actor.may(Ability.RESPONSES_READ)
    shelf = await Shelf.fetch(ctx, [theme.id for theme in themes], words=words)
    return [_document(ctx, theme, shelf) for theme in themes]


def _document(ctx: Context, theme: Theme, shelf: Shelf) -> ThemeRead:
    return ThemeRead.model_validate(
        {
            **theme.model_dump(exclude={"district_id", "deleted_at"}),
            "causes": [
                CauseRead(id=cause.id, text=cause.text, evidence=shelf.excerpts(theme.id, cause.id))
                for cause in shelf.causes
                if cause.theme_id == theme.id
            ],
            "evidence": shelf.excerpts(theme.id, None),
            "strength": strength.of(shelf.voices(theme.id)),
            "can": allowed_on_theme(ctx.actor, theme),
        }
    )


def _excerpt(row: Evidence, coding: Coding, said: Utterance) -> EvidenceRead:
    return EvidenceRead(
        coding_id=coding.id,
        response_id=said.id,
        pseudonym=said.pseudonym,
        excerpt=said.text[coding.span_start : coding.span_end],
        stance=row.stance,
        outdated=coding.response_revision != said.revision,
    )
