"""Broken rules in plain words, and a plan as JSON: for the command line."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tellmore.sampling.groups.check import Broken, Rule
from tellmore.sampling.groups.grouping import Group, Plan
from tellmore.sampling.groups.split import Groups

WORDS: dict[Rule, Callable[[Broken], str]] = {
    Rule.TOO_MANY: lambda b: f"has {b.count} members; at most {b.high} are allowed",
    Rule.TOO_FEW: lambda b: f"has {b.count} members; at least {b.low} are needed",
    Rule.MANY: lambda b: f"has {b.count} members; up to {b.high} are advised",
    Rule.SIBLINGS: lambda b: f"holds siblings: {_who(b)}",
    Rule.NO_CONTACT: lambda b: f"holds a pair without contact: {_who(b)}",
    Rule.GRADE_SPAN: lambda b: f"spans {b.count} grades; at most {b.high} are allowed",
    Rule.GRADE_UNKNOWN: lambda b: f"may span too many grades: those of {_who(b)} are not known",
    Rule.ONLY_ONE: lambda b: f"has {_who(b)} as the only one with {_label(b)}",
    Rule.TEACHES: lambda b: f"is led by somebody who teaches {_who(b)}",
    Rule.UNKNOWN_TEACHING: lambda b: (
        f"is led by somebody of whom nobody can tell whether they teach {_who(b)}"
    ),
    Rule.NO_FACILITATOR: lambda _: "has nobody to lead it",
    Rule.NO_PERIOD: lambda _: "has no period",
    Rule.MEMBER_NOT_FREE: lambda b: f"meets when these are not free: {_who(b)}",
    Rule.FACILITATOR_NOT_FREE: lambda _: "meets when its facilitator is not free",
    Rule.TWO_AT_ONCE: lambda _: "meets when its facilitator leads another group",
    Rule.NOT_PLACED: lambda b: f"{_who(b)} is in no group",
    Rule.PLACED_TWICE: lambda b: f"{_who(b)} is in more than one place",
    Rule.PIN: lambda b: f"lacks {_who(b)}, who is pinned to it",
    Rule.MET_BEFORE: lambda b: f"holds two who met before: {_who(b)}",
    Rule.UNBALANCED: lambda b: f"has {b.count} with {_label(b)}; even is {_range(b)}",
}


def sentence(broken: Broken) -> str:
    """One broken rule as a sentence. Groups are numbered from 1 for people."""
    where = "" if broken.group is None else f"Group {broken.group + 1} "
    return f"{where}{WORDS[broken.rule](broken)}."


def plan_json(made: Groups) -> dict[str, Any]:
    """What the command writes of one round."""
    place = {one: number + 1 for one, number in made.plan.place().items()}
    return {
        "groups": [_group_json(number, group) for number, group in enumerate(made.plan.groups, 1)],
        "assignment": dict(sorted(place.items())),
        "individual": list(made.plan.individual),
        "imbalance": {"total": made.imbalance, "worst": made.worst},
        "moves": made.moves,
        "cost": made.cost,
        "bound": made.bound,
        "proved": made.proved,
        "broken_soft": [_broken_json(each) for each in made.soft],
        "seconds": made.seconds,
    }


def read_plan(document: Any, members: frozenset[str]) -> Plan:
    """A plan that the command wrote, without those who are no members any more.

    Raises KeyError or TypeError for anything else, and where somebody sits in two places.
    """
    groups = tuple(
        Group(
            _ids(group["members"], members),
            _text_or_none(group["facilitator"]),
            _text_or_none(group["period"]),
        )
        for group in _list(document["groups"])
    )
    plan = Plan(groups, _ids(document["individual"], members))
    seats = [*plan.individual, *(one for group in groups for one in group.members)]
    if len(set(seats)) != len(seats):
        raise TypeError("somebody has two places")
    return plan


def _ids(value: object, members: frozenset[str]) -> tuple[str, ...]:
    ids = _list(value)
    if not all(isinstance(one, str) for one in ids):
        raise TypeError("an id is text")
    return tuple(one for one in ids if one in members)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return value


def _text_or_none(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("text is wanted, or null")
    return value


def _group_json(number: int, group: Group) -> dict[str, Any]:
    return {"number": number, **asdict(group)}


def _broken_json(broken: Broken) -> dict[str, Any]:
    """What there is to say of it, with the number of the group as people count."""
    facts = {name: value for name, value in asdict(broken).items() if value not in (None, ())}
    if broken.group is not None:
        facts["group"] = broken.group + 1
    return {**facts, "sentence": sentence(broken)}


def _who(broken: Broken) -> str:
    return ", ".join(broken.members)


def _label(broken: Broken) -> str:
    return " ".join(broken.label or ())


def _range(broken: Broken) -> str:
    return f"{broken.low}" if broken.low == broken.high else f"{broken.low} to {broken.high}"
