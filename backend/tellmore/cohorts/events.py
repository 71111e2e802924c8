from uuid import UUID

from tellmore.core.events import DomainEvent


class CohortCreated(DomainEvent, type="cohort.created"):
    """A cohort was created."""

    cohort_id: UUID


class CohortUpdated(DomainEvent, type="cohort.updated"):
    """A cohort's plan was changed."""

    cohort_id: UUID


class CohortClosed(DomainEvent, type="cohort.closed"):
    """A cohort was closed; nothing more is captured for it."""

    cohort_id: UUID


class CohortDeleted(DomainEvent, type="cohort.deleted"):
    """A draft was taken away."""

    cohort_id: UUID


class CohortDrawStarted(DomainEvent, type="cohort.draw_started"):
    """A draw was asked for, with a seed that stands, or its lottery alone."""

    cohort_id: UUID
    solve_id: UUID


class CohortDrawCancelled(DomainEvent, type="cohort.draw_cancelled"):
    """A draw was called off before anybody was drawn."""

    cohort_id: UUID
    solve_id: UUID


class CohortLotteryWorkedOut(DomainEvent, type="cohort.lottery_worked_out"):
    """A lottery stands: the groups that may be drawn, before there is a seed."""

    cohort_id: UUID
    lottery_id: UUID


class CohortLotteryThrownAway(DomainEvent, type="cohort.lottery_thrown_away"):
    """A lottery was thrown away before a seed was given; the plan can be changed again."""

    cohort_id: UUID
    lottery_id: UUID


class CohortDrawn(DomainEvent, type="cohort.drawn"):
    """The students of a cohort were drawn."""

    cohort_id: UUID
    certificate_id: UUID


class MemberReplaced(DomainEvent, type="member.replaced"):
    """A member's seat was given to another."""

    member_id: UUID
    cohort_id: UUID
    replacement_id: UUID


class IdentitiesRead(DomainEvent, type="identities.read", public=False):
    """Somebody read which students the pseudonyms of a cohort are."""

    cohort_id: UUID
    members: int


class CohortPoolRead(DomainEvent, type="cohort.pool_read", public=False):
    """Somebody read the pool of a draw, row by row."""

    cohort_id: UUID
    students: int


class CohortGroupsProposed(DomainEvent, type="cohort.groups_proposed"):
    """A split of the members into groups was worked out, for one round of meetings.

    `rounds`: how many there are now; a round above that is gone. Before there were several, events
    told of none: it was the first.
    """

    cohort_id: UUID
    group_plan_id: UUID
    round: int = 1
    rounds: int = 1


class CohortGroupsChanged(DomainEvent, type="cohort.groups_changed"):
    """Somebody changed the groups of a round by hand."""

    cohort_id: UUID
    group_plan_id: UUID
    round: int = 1


class CohortGroupsConfirmed(DomainEvent, type="cohort.groups_confirmed"):
    """The groups of a round were confirmed: sessions can be scheduled from them."""

    cohort_id: UUID
    group_plan_id: UUID
    round: int = 1
