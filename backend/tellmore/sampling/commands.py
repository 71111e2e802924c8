"""`tellmore draw` and `tellmore verify-draw`: the lottery without a database."""

import json
import secrets
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from tellmore.sampling.alternates import alternates
from tellmore.sampling.arrays import Reals
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import InfeasibleError, PoolTooSmallError, UndecidedError
from tellmore.sampling.files import read_folder
from tellmore.sampling.lottery import EXACT, PANELS, Algorithm, Lottery, lottery
from tellmore.sampling.pick import weighted_panel
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.verify import verify
from tellmore.sampling.weigh import weigh

INFEASIBLE = 3
FAILED = 2

app = typer.Typer(help="Draw students, and check a draw.", no_args_is_help=True)


@app.command()
def draw(  # noqa: PLR0917  # typer takes each option as a parameter
    pool_dir: Annotated[Path, typer.Argument(help="With categories.csv and respondents.csv")],
    size: Annotated[int, typer.Option(help="Seats", min=1)],
    out: Annotated[Path, typer.Option(help="Where the lottery is written, as JSON")],
    seed: Annotated[str, typer.Option(help="Chooses the panel; made when not given")] = "",
    time_limit: Annotated[float, typer.Option(help="Seconds", min=0)] = 20.0,
    algorithm: Annotated[Algorithm, typer.Option(help="What to strive for")] = Algorithm.LEXIMIN,
    uniform: Annotated[int, typer.Option(help="So many equally likely panels", min=0)] = 0,
    reserve: Annotated[int, typer.Option("--alternates", help="How many", min=0)] = 0,
) -> None:
    """Draw students from two CSV files. Exit 3 where the quotas can't be met."""
    clock = Clock(time_limit)
    try:
        pool, quotas = read_folder(pool_dir, size)
        found = _lottery(pool, quotas, uniform, clock, algorithm)
    except (InfeasibleError, PoolTooSmallError) as error:
        out.write_text(json.dumps(_infeasible(error)))
        typer.echo(str(error), err=True)
        raise typer.Exit(INFEASIBLE) from error
    except (OSError, ValueError, UndecidedError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    drawn = _drawn(pool, quotas, *found, seed=seed or secrets.token_hex(16), reserve=reserve)
    facts = {"uniform": uniform > 0, "seconds": round(clock.spent, 3)}
    out.write_text(json.dumps({**_figures(pool, *found), **drawn, **facts}))


@app.command("verify-draw")
def verify_draw(
    certificate: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
) -> None:
    """Check a draw's certificate (as read with panels=true). Exit 1 where something is wrong."""
    try:
        read = json.loads(certificate.read_text())
        body = read.get("certificate", read)
        body.pop("panel_count", None)
        faults = verify(Certificate.from_json(body))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        typer.echo("This is no certificate of a draw with its panels.", err=True)
        raise typer.Exit(FAILED) from error
    typer.echo("\n".join(faults) or "Everything that the certificate states holds.")
    if faults:
        raise typer.Exit(1)


def _lottery(
    pool: Pool, quotas: Quotas, uniform: int, clock: Clock, algorithm: Algorithm
) -> tuple[Lottery, Reals]:
    """Panels and their weights."""
    if uniform:
        made = lottery(pool, quotas, uniform, clock.left, algorithm=algorithm)
        return made, np.full(uniform, 1 / uniform)
    count = max(PANELS, len(pool.ids) * 5 // 4)
    made = lottery(pool, quotas, count, clock.left * 0.8, algorithm=algorithm)
    if algorithm is Algorithm.STRATIFIED:
        return made, np.full(count, 1 / count)
    return made, weigh(made.panels, made.wanted, clock)


def _figures(pool: Pool, made: Lottery, weights: Reals) -> dict[str, Any]:
    chance = np.zeros(len(pool.ids))
    for panel, weight in zip(made.panels, weights, strict=True):
        chance[panel] += weight
    least = float(chance[~made.excluded].min())
    gap = max(0.0, 1 - least / made.bound)
    equal = bool((weights == weights[0]).all())
    return {
        "panels": [[pool.ids[row] for row in panel] for panel in made.panels],
        "weights": weights.tolist(),
        "chance": dict(zip(pool.ids, chance.tolist(), strict=True)),
        "min_chance": least,
        "bound": made.bound,
        "gap": gap,
        "proved": gap <= EXACT or (equal and made.proved),
    }


def _drawn(
    pool: Pool, quotas: Quotas, made: Lottery, weights: Reals, *, seed: str, reserve: int
) -> dict[str, Any]:
    panels_hash = made.panels_hash
    panel = made.panels[weighted_panel(panels_hash, seed, weights.tolist())]
    standby = alternates(pool, quotas, panel, reserve, panels_hash=panels_hash, seed=seed)
    return {
        "seed": seed,
        "panels_hash": panels_hash,
        "drawn": [pool.ids[row] for row in panel],
        "alternates": [pool.ids[row] for row in standby],
    }


def _infeasible(error: InfeasibleError | PoolTooSmallError) -> dict[str, Any]:
    """The first of the least changes; none where the pool is smaller than the panel."""
    changes = error.relaxations[0].changes if isinstance(error, InfeasibleError) else ()
    names = ("category", "feature", "min", "max")
    return {
        "infeasible": True,
        "relaxation": [dict(zip(names, change, strict=True)) for change in changes],
    }
