"""`tellmore groups`: splitting members into groups without a database."""

import json
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer

from tellmore.sampling.clock import Clock
from tellmore.sampling.files import require_writable
from tellmore.sampling.groups import files
from tellmore.sampling.groups.conflict import GroupsInfeasibleError
from tellmore.sampling.groups.grouping import (
    LARGEST,
    NOTHING_KEPT,
    WARN_ABOVE,
    Grouping,
    InvalidGroupingError,
    Kept,
    Modality,
    Rules,
)
from tellmore.sampling.groups.split import TIME_LIMIT, Groups, GroupsUndecidedError, groups, rounds
from tellmore.sampling.groups.words import plan_json, read_plan
from tellmore.sampling.out_file import require_folder

INFEASIBLE = 3
FAILED = 2


def split(  # noqa: PLR0917  # typer takes each option as a parameter
    ctx: typer.Context,
    members: Annotated[Path, typer.Argument(help="CSV, a row a member")],
    count: Annotated[int, typer.Option("--groups", help="How many groups", min=1, max=200)],
    out: Annotated[
        Path,
        typer.Option(help="Where the plan is written, as JSON", callback=require_folder),
    ],
    facilitators: Annotated[Path | None, typer.Option(help="CSV, a row a facilitator")] = None,
    apart: Annotated[Path | None, typer.Option(help="CSV, two ids a row")] = None,
    min_size: Annotated[int, typer.Option(help="Fewest in a group", min=1)] = 1,
    max_size: Annotated[int, typer.Option(help="Most; by the modality if 0", min=0)] = 0,
    modality: Annotated[Modality, typer.Option(help="Bounds the size")] = Modality.IN_PERSON,
    together: Annotated[
        list[str] | None,
        typer.Option(help="COLUMN:VALUE, of which a group has nobody or at least two"),
    ] = None,
    balance: Annotated[
        list[str] | None, typer.Option(help="A column to spread evenly; all features if not given")
    ] = None,
    grade_span: Annotated[int | None, typer.Option(help="Most grades apart", min=0)] = None,
    accept_unknown: Annotated[
        bool, typer.Option(help="Let people lead students of whom it is unknown if they teach them")
    ] = False,
    number_of_rounds: Annotated[
        int, typer.Option("--rounds", help="New groups so often", min=1, max=10)
    ] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same plan")] = 0,
    time_limit: Annotated[
        float, typer.Option(help="Seconds, imports included; at least one", min=1)
    ] = TIME_LIMIT,
    keep: Annotated[Path | None, typer.Option(help="A plan to change as little as can be")] = None,
) -> None:
    """Split members into balanced groups.

    MEMBERS.csv has the columns id, household, periods (where they have a meaning of their own;
    lists within a cell by semicolons) and features such as grade or school. FACILITATORS.csv has
    id, periods, teaches (ids) and clear (ids, or * for everybody else): who is in neither is
    unknown, and unknown is never read as clear. Exit 3 where the rules conflict, and the file
    then says which; 2 for input that can't be read.
    """
    clock = Clock(time_limit, start=monotonic() - (ctx.obj or 0.0))
    try:
        require_writable(out)
        asked = _grouping(members, facilitators)
        rules = Rules(
            groups=count,
            smallest=min_size,
            largest=min(max_size or LARGEST[modality], LARGEST[modality]),
            warn_above=WARN_ABOVE[modality],
            balance=_balance(asked, balance),
            together=tuple(files.read_label(text, asked.members) for text in together or ()),
            apart=files.read_pairs(apart, asked.members) if apart else (),
            grade_span=grade_span,
            unknown_accepted=accept_unknown,
        )
        made = _made(replace(asked, rules=rules), keep, number_of_rounds, seed, clock.left)
    except GroupsInfeasibleError as error:
        out.write_text(json.dumps(_infeasible(error)))
        _say(error)
        raise typer.Exit(INFEASIBLE) from error
    except (OSError, ValueError, GroupsUndecidedError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    out.write_text(json.dumps(_document(made)))


def _grouping(members: Path, facilitators: Path | None) -> Grouping:
    people = files.read_members(members)
    leaders = files.read_facilitators(facilitators, people) if facilitators else ()
    return Grouping(people, Rules(1), leaders, files.all_periods([*people, *leaders]))


def _balance(asked: Grouping, wanted: list[str] | None) -> tuple[str, ...]:
    """The columns named, or every feature."""
    if not wanted:
        return tuple(asked.members[0].features)
    return tuple(files.require_column(column, asked.members) for column in wanted)


def _made(
    asked: Grouping, keep: Path | None, count: int, seed: int, time_limit: float
) -> tuple[Groups, ...]:
    if keep is None:
        return rounds(asked, count, seed=seed, time_limit=time_limit)
    if count > 1:
        raise InvalidGroupingError("A plan is kept for one round at a time.")
    kept = _kept(keep, asked)
    return (groups(asked, kept, seed=seed, time_limit=time_limit),)


def _kept(path: Path, asked: Grouping) -> Kept:
    known = frozenset(member.id for member in asked.members)
    try:
        return replace(NOTHING_KEPT, plan=read_plan(json.loads(path.read_text()), known))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise InvalidGroupingError(f"{path.name} is no plan of groups.") from error


def _document(made: tuple[Groups, ...]) -> dict[str, Any]:
    """The first round, and where there are several, all of them."""
    every = [plan_json(each) for each in made]
    return {**every[0], "rounds": every} if len(every) > 1 else every[0]


def _say(error: GroupsInfeasibleError) -> None:
    typer.echo(str(error), err=True)
    if error.ways:
        typer.echo(f"It would do to have {' or '.join(way.words for way in error.ways)}.", err=True)


def _infeasible(error: GroupsInfeasibleError) -> dict[str, Any]:
    return {
        "infeasible": True,
        "conflict": [str(family) for family in error.families],
        "members": list(error.members),
        "sentence": str(error),
        "relaxation": [
            {"rule": way.loosened, "to": way.to, "sentence": way.words} for way in error.ways
        ],
    }
