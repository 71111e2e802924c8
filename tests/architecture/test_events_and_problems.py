"""Every event is thin and every problem can be looked up."""

import importlib
import pkgutil
import re
from typing import Any
from uuid import UUID

import httpx
import pytest

import tellmore
from architecture.document import document
from tellmore.core.errors import Problem
from tellmore.core.events import DomainEvent


def all_events() -> list[type[DomainEvent]]:
    for package in pkgutil.iter_modules(tellmore.__path__):
        name = f"tellmore.{package.name}.events"
        if package.ispkg and importlib.util.find_spec(name):
            importlib.import_module(name)
    return [kind for _, kind in sorted(DomainEvent.registry.items())]


CATALOGUE = {
    *("cohort.created", "cohort.updated", "cohort.drawn", "cohort.closed", "member.replaced"),
    *("consent.requested", "consent.granted", "consent.declined", "consent.withdrawn"),
    *("consent.expired", "consent.conflicted", "session.scheduled", "session.updated"),
    *("session.started", "session.completed", "session.cancelled", "response.recorded"),
    *("response.updated", "response.struck", "theme.published", "theme.updated"),
    *("action_item.created", "action_item.updated", "action_item.completed"),
    *("action_item.dropped", "action_item.overdue", "roster.import.completed"),
    *("roster.import.held", "roster.import.failed", "student.deactivated"),
}
"""What integrators were promised, as far as it is built."""


@pytest.mark.parametrize("kind", all_events(), ids=lambda kind: kind.type)
class TestEvent:
    def test_it_says_what_happened_to_what(self, kind: type[DomainEvent]) -> None:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", kind.type)
        assert kind.model_fields[kind.resource].annotation is UUID

    def test_it_holds_no_free_text(self, kind: type[DomainEvent]) -> None:
        schema = str(kind.model_json_schema())
        without_known = re.sub(r"'(format|enum|const)': [^}]*'type': 'string'", "", schema)
        assert "'type': 'string'" not in without_known, schema

    def test_it_is_documented_as_a_webhook_when_it_is_sent(self, kind: type[DomainEvent]) -> None:
        is_sent = kind.public or kind.type == "webhook.test"
        assert (kind.type in document()["webhooks"]) == is_sent


def test_what_integrators_were_promised_is_there() -> None:
    public = {kind.type for kind in all_events() if kind.public}
    assert public >= CATALOGUE, sorted(CATALOGUE - public)


@pytest.mark.parametrize("annotation", [str, str | None, list[str], dict[str, Any], Any])
def test_an_event_with_free_text_cannot_be_declared(annotation: Any) -> None:
    body = {"__annotations__": {"cohort_id": UUID, "said": annotation}}
    with pytest.raises(TypeError, match="free text"):
        type("Planted", (DomainEvent,), body, type="planted.event")
    assert "planted.event" not in DomainEvent.registry


def ours() -> list[type[Problem]]:
    document()  # imports every room
    return [kind for _, kind in sorted(Problem.registry.items())]


@pytest.mark.parametrize("kind", ours(), ids=lambda kind: kind.slug())
async def test_a_problem_is_found_at_the_address_of_its_type(
    anonymous: httpx.AsyncClient, kind: type[Problem]
) -> None:
    answer = await anonymous.get(f"/problems/{kind.slug()}")
    assert answer.status_code == 200
    assert answer.json() == {
        "type": f"/problems/{kind.slug()}",
        "title": kind.title,
        "status": kind.status,
    }
    assert 400 <= kind.status < 600
    listed = (await anonymous.get("/problems")).json()
    assert answer.json() in listed


def test_two_problems_never_share_a_name() -> None:
    kinds = ours()
    assert len({kind.slug() for kind in kinds}) == len(kinds)
    subclasses = list(_all_subclasses(Problem))
    assert len(subclasses) == len(kinds), "a later class took the name of an earlier one"


def _all_subclasses(kind: type[Problem]) -> set[type[Problem]]:
    found = set(kind.__subclasses__())
    return found | {deeper for each in found for deeper in _all_subclasses(each)}
