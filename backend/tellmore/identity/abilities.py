"""Who may do what: one table of roles and abilities. A client's OAuth scopes are the same words."""

from enum import StrEnum


class Ability(StrEnum):
    DISTRICT_READ = "district:read"
    DISTRICT_WRITE = "district:write"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"
    CLIENTS_WRITE = "clients:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    EVENTS_READ = "events:read"
    ROSTERS_READ = "rosters:read"
    ROSTERS_WRITE = "rosters:write"
    STUDENTS_READ = "students:read"
    IDENTITIES_READ = "identities:read"
    """Which student a pseudonym is. Each reading is logged."""
    COHORTS_READ = "cohorts:read"
    COHORTS_WRITE = "cohorts:write"
    DRAWS_READ = "draws:read"
    """The exact figures that a draw works with: students of each kind, each student's chance."""
    GUIDES_READ = "guides:read"
    GUIDES_WRITE = "guides:write"
    CONSENT_READ = "consent:read"
    CONSENT_WRITE = "consent:write"
    SESSIONS_READ = "sessions:read"
    SESSIONS_WRITE = "sessions:write"
    SESSIONS_RUN = "sessions:run"
    """Check in, open stages, capture: on the sessions that one moderates or writes for."""
    RESPONSES_READ = "responses:read"
    RESPONSES_WRITE = "responses:write"
    INSIGHTS_READ = "insights:read"
    INSIGHTS_WRITE = "insights:write"
    ACTIONS_READ = "actions:read"
    ACTIONS_WRITE = "actions:write"
    FEEDBACK_READ = "feedback:read"
    """What was published: cleared quotes, themes, you said / we did."""


class Role(StrEnum):
    DISTRICT_ADMIN = "district_admin"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    ANALYST = "analyst"
    COUNSELOR = "counselor"
    SCHOOL_VIEWER = "school_viewer"


A = Ability
_PLANNING = {A.DISTRICT_READ, A.COHORTS_READ, A.GUIDES_READ, A.FEEDBACK_READ, A.ACTIONS_READ}
_ROOM = {A.DISTRICT_READ, A.COHORTS_READ, A.GUIDES_READ, A.SESSIONS_READ, A.SESSIONS_RUN}

ROLES: dict[Role, frozenset[Ability]] = {
    Role.DISTRICT_ADMIN: frozenset(A),
    Role.COORDINATOR: frozenset(A)
    - {A.DISTRICT_WRITE, A.USERS_WRITE, A.CLIENTS_WRITE, A.WEBHOOKS_READ, A.WEBHOOKS_WRITE}
    - {A.EVENTS_READ},
    Role.FACILITATOR: frozenset(_ROOM | {A.RESPONSES_WRITE, A.FEEDBACK_READ}),
    Role.NOTE_TAKER: frozenset(_ROOM | {A.RESPONSES_WRITE, A.FEEDBACK_READ}),
    Role.ANALYST: frozenset(
        _PLANNING
        | {A.SESSIONS_READ, A.RESPONSES_READ, A.INSIGHTS_READ, A.INSIGHTS_WRITE, A.ACTIONS_WRITE}
    ),
    Role.COUNSELOR: frozenset(
        _PLANNING | {A.STUDENTS_READ, A.IDENTITIES_READ, A.SESSIONS_READ, A.CONSENT_READ}
    ),
    Role.SCHOOL_VIEWER: frozenset({A.DISTRICT_READ, A.FEEDBACK_READ, A.ACTIONS_READ}),
}

CLIENT_SCOPES: frozenset[Ability] = frozenset(A) - {A.USERS_WRITE, A.CLIENTS_WRITE}
"""What an API client may be given. It can make neither users nor further clients."""
