"""Who may do what: every role and every ability, asked of a real endpoint."""

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from architecture.bodies import Bodies
from architecture.conftest import Place
from architecture.document import document
from architecture.test_other_districts import address
from tellmore.identity.abilities import CLIENT_SCOPES, ROLES, Ability, Role

A = Ability

ASKED: dict[Ability, tuple[str, str]] = {
    A.DISTRICT_READ: ("get", "/v1/district"),
    A.DISTRICT_WRITE: ("put", "/v1/policies/{key}"),
    A.USERS_READ: ("get", "/v1/users"),
    A.USERS_WRITE: ("patch", "/v1/users/{user_id}"),
    A.CLIENTS_WRITE: ("get", "/v1/api-clients"),
    A.WEBHOOKS_READ: ("get", "/v1/webhook-endpoints"),
    A.WEBHOOKS_WRITE: ("post", "/v1/webhook-endpoints/{endpoint_id}/rotate"),
    A.EVENTS_READ: ("get", "/v1/events"),
    A.ROSTERS_READ: ("get", "/v1/roster-imports"),
    A.ROSTERS_WRITE: ("patch", "/v1/schools/{school_id}"),
    A.STUDENTS_READ: ("get", "/v1/students"),
    A.IDENTITIES_READ: ("get", "/v1/consent-records/{record_id}/receipt"),
    A.COHORTS_READ: ("get", "/v1/cohorts"),
    A.COHORTS_WRITE: ("post", "/v1/cohorts"),
    A.DRAWS_READ: ("get", "/v1/cohorts/{cohort_id}/pool"),
    A.GUIDES_READ: ("get", "/v1/guides"),
    A.GUIDES_WRITE: ("post", "/v1/guides"),
    A.CONSENT_READ: ("get", "/v1/consent-records"),
    A.CONSENT_WRITE: ("post", "/v1/consent-forms"),
    A.SESSIONS_READ: ("get", "/v1/sessions"),
    A.SESSIONS_WRITE: ("post", "/v1/sessions"),
    A.SESSIONS_RUN: ("post", "/v1/sessions/{session_id}/start"),
    A.RESPONSES_READ: ("get", "/v1/responses"),
    A.RESPONSES_WRITE: ("post", "/v1/responses/{response_id}/strike"),
    A.INSIGHTS_READ: ("get", "/v1/codes"),
    A.INSIGHTS_WRITE: ("post", "/v1/codes"),
    A.ACTIONS_READ: ("get", "/v1/action-items"),
    A.ACTIONS_WRITE: ("post", "/v1/action-items"),
    A.FEEDBACK_READ: ("get", "/v1/published-themes"),
}
"""One operation that needs the ability, and, of what a role could lack, no more than it."""

NEEDS_TOO = {A.IDENTITIES_READ: A.CONSENT_READ}
"""Whose name stands on a consent is asked for within the consents."""


@dataclass
class Crew:
    """Somebody in each role, signed in once."""

    place: Place
    people: dict[Role, httpx.AsyncClient] = field(default_factory=dict)

    async def ask(self, client: httpx.AsyncClient, ability: Ability) -> httpx.Response:
        method, path = ASKED[ability]
        operation = document()["paths"][path][method]
        url = address(path, self.place) if "_id}" in path else path.format(key="any.key")
        request: dict[str, Any] = {"headers": {"If-Match": '"999"'}}
        body = Bodies(document(), self.place.ids).of(operation)
        if body is not None:
            request["json"] = body
        return await client.request(method, url, **request)


@pytest.fixture(scope="session")
async def crew(acted_on: Place) -> Crew:
    made = Crew(acted_on)
    for role in Role:
        made.people[role] = await acted_on.world.client(role)
    return made


def refused_for_lack_of(ability: Ability, answer: httpx.Response) -> bool:
    named = [f"permission {each}" for each in needed(ability)]
    return answer.status_code == 403 and any(name in answer.text for name in named)


def needed(ability: Ability) -> set[Ability]:
    return {ability, NEEDS_TOO.get(ability, ability)}


def test_every_ability_is_asked_for_somewhere() -> None:
    assert set(ASKED) == set(Ability)


@pytest.mark.parametrize("ability", list(Ability))
@pytest.mark.parametrize("role", list(Role))
async def test_a_role_may_do_what_the_table_says_and_no_more(
    crew: Crew, role: Role, ability: Ability
) -> None:
    answer = await crew.ask(crew.people[role], ability)
    assert answer.status_code != 422, answer.text
    if needed(ability) <= ROLES[role]:
        assert not refused_for_lack_of(ability, answer), answer.text
    else:
        assert refused_for_lack_of(ability, answer), answer.text


@pytest.mark.parametrize("ability", sorted(CLIENT_SCOPES))
async def test_a_system_may_do_what_its_scope_says_and_no_more(
    crew: Crew, acted_on: Place, ability: Ability
) -> None:
    with_it_alone = await acted_on.world.integration(*needed(ability))
    assert not refused_for_lack_of(ability, await crew.ask(with_it_alone, ability))
    with_all_else = await acted_on.world.integration(*sorted(CLIENT_SCOPES - {ability}))
    assert refused_for_lack_of(ability, await crew.ask(with_all_else, ability))


async def test_a_system_is_never_given_what_only_people_hold(acted_on: Place) -> None:
    admin = await acted_on.world.client(Role.DISTRICT_ADMIN)
    for ability in set(Ability) - CLIENT_SCOPES:
        body = {"name": "Greedy", "scopes": [ability]}
        answer = await admin.post("/v1/api-clients", json=body)
        assert answer.status_code == 422
