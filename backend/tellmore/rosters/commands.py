"""`tellmore roster …`: what can be done with a roster file without a database."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from tellmore.rosters.oneroster import Bundle, Finding, read_bundle
from tellmore.rosters.oneroster.columns import REQUIRED_FILES, Mode

app = typer.Typer(help="Check roster files.", no_args_is_help=True)


@app.callback()
def rosters() -> None:
    """Keeps `check` a command of its own name while it is the only one."""


@app.command()
def check(
    bundle: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Read a OneRoster zip and print what an import would find. Exit 1 when it would be refused."""
    with bundle.open("rb") as source:
        read = read_bundle(source)
    read = _with_plan(read)
    typer.echo(json.dumps(_document(bundle, read), indent=2) if as_json else _text(bundle, read))
    if not read.acceptable:
        raise typer.Exit(1)


def _with_plan(read: Bundle) -> Bundle:
    """Add what an import would say of it. What a delta leaves out, only the district knows."""
    from tellmore.rosters.sync import plan  # noqa: PLC0415  # knows the models: other commands start faster without

    if not read.acceptable or Mode.delta in {read.modes[name] for name in REQUIRED_FILES}:
        return read
    found = plan.plan(read, plan.nothing_known(read)).findings.listed()
    return replace(read, findings=(*found, *read.findings))


def _document(path: Path, read: Bundle) -> dict[str, Any]:
    return {
        "bundle": path.name,
        "acceptable": read.acceptable,
        "version": read.version,
        "files": read.modes,
        "counts": read.counts(),
        "errors": read.errors,
        "findings": [asdict(finding) for finding in read.findings],
    }


def _text(path: Path, read: Bundle) -> str:
    lines = [_line(finding) for finding in read.findings]
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in read.counts().items())
    verdict = "acceptable" if read.acceptable else f"refused: {read.errors} errors"
    version = f"OneRoster {read.version}" if read.version else "not a OneRoster bundle"
    return "\n".join([*lines, f"{path.name}: {version}; {counts}", f"{path.name}: {verdict}"])


def _line(finding: Finding) -> str:
    place = finding.file if finding.row is None else f"{finding.file}:{finding.row}"
    column = f" {finding.column}" if finding.column else ""
    return f"{finding.severity:7} {place}{column} [{finding.code}] {finding.message}"
