"""`tellmore draw` and `tellmore verify-draw`: the lottery without a database."""

import json
import secrets
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.memory import keep_freed
from tellmore.sampling.out_file import require_folder

if TYPE_CHECKING:
    from tellmore.sampling.report import Ask
    from tellmore.sampling.verify import Verdict

INFEASIBLE = 3
FAILED = 2
WRONG = 1
MOST_BYTES = 32 * 2**20
"""Of a file to check: a million seats take a quarter of it."""

app = typer.Typer(help="Draw students, and check a draw.", no_args_is_help=True)


@app.command()
def draw(  # noqa: PLR0917  # typer takes each option as a parameter
    ctx: typer.Context,
    pool_dir: Annotated[Path, typer.Argument(help="With categories.csv and respondents.csv")],
    size: Annotated[int, typer.Option(help="Seats", min=1)],
    out: Annotated[
        Path,
        typer.Option(help="Where the lottery is written, as JSON", callback=require_folder),
    ],
    seed: Annotated[str, typer.Option(help="Chooses the panel; made when not given")] = "",
    time_limit: Annotated[
        float, typer.Option(help="Seconds, imports included; at least one", min=1)
    ] = 60.0,
    algorithm: Annotated[Algorithm, typer.Option(help="What to strive for")] = Algorithm.LEXIMIN,
    uniform: Annotated[int, typer.Option(help="So many equally likely panels", min=0)] = 0,
    reserve: Annotated[
        int, typer.Option("--alternates", help="How many; a quarter of the seats if not given")
    ] = -1,
) -> None:
    """Draw students from two CSV files. Exit 3 where the quotas can't be met."""
    clock = Clock(time_limit, start=monotonic() - (ctx.obj or 0.0))
    keep_freed()
    from tellmore.sampling.report import Ask  # noqa: PLC0415  # numpy and scipy load slowly

    asked = Ask(size, seed or secrets.token_hex(16), algorithm, uniform, reserve)
    told = _drawn(pool_dir, asked, clock, out)
    out.write_text(json.dumps({**told, "seconds": round(clock.spent, 3)}))


def _drawn(pool_dir: Path, asked: "Ask", clock: Clock, out: Path) -> dict[str, Any]:
    """The lottery. Ends the program with words where there is none, and its file where proved."""
    from tellmore.sampling import files, refusals, report  # noqa: PLC0415  # as above

    try:
        files.require_writable(out)
        return report.draw(pool_dir, asked, clock)
    except (refusals.InfeasibleError, refusals.PoolTooSmallError) as error:
        out.write_text(json.dumps(report.infeasible(error)))
        typer.echo(str(error), err=True)
        raise typer.Exit(INFEASIBLE) from error
    except (OSError, ValueError, refusals.UndecidedError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error


@app.command("verify-draw")
def verify_draw(
    certificate: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    pool: Annotated[
        Path | None,
        typer.Option(
            help="The pool that it was drawn from", exists=True, dir_okay=False, readable=True
        ),
    ] = None,
) -> None:
    """Check a draw's certificate (as read with panels=true). Exit 1 where something is wrong."""
    try:
        faults, notes = _verdict(certificate, pool)
    except (OSError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    typer.echo("\n".join(faults or [_held(pool, notes)]))
    for note in notes:
        typer.echo(f"Not checked: {note}")
    if faults:
        raise typer.Exit(WRONG)


def _verdict(certificate: Path, pool: Path | None) -> "Verdict":
    from tellmore.sampling.certificate import Certificate  # noqa: PLC0415  # as above
    from tellmore.sampling.pool import Pool  # noqa: PLC0415  # as above
    from tellmore.sampling.verify import check  # noqa: PLC0415  # as above

    read = _json(certificate)
    body = read.get("certificate", read) if isinstance(read, dict) else read
    if isinstance(body, dict):
        body.pop("panel_count", None)
    drawn_from = None if pool is None else Pool.parse(_text(pool))
    return check(Certificate.from_json(body), drawn_from)


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"This is no certificate: {path.name} is not JSON.") from error


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} is larger than any file of a draw.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not text in UTF-8.") from error


def _held(pool: Path | None, notes: list[str]) -> str:
    if pool is None:
        return "What can be checked without the pool holds."
    if notes:
        return "What could be checked holds."
    return "Everything that the certificate states holds."
