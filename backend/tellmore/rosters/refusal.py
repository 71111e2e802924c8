"""What a roster is refused with: its faults, each where a spreadsheet shows it."""

from collections.abc import Sequence
from uuid import UUID

from tellmore.core.errors import Problem
from tellmore.rosters.oneroster import Finding

MOST_ERRORS = 50


class RosterRefused(Problem):
    status = 422
    title = "This roster can't be imported; nothing was changed"
    commits = True


def of(import_id: UUID, findings: Sequence[Finding], errors: int) -> RosterRefused:
    """Name the first of the faults; all of them are findings of the import."""
    said = [finding for finding in findings if finding.severity == "error"]
    return RosterRefused(
        f"{errors} {'fault' if errors == 1 else 'faults'}: see the findings of import {import_id}.",
        import_id=str(import_id),
        errors=[
            {"pointer": _pointer(finding), "code": finding.code, "detail": finding.message}
            for finding in said[:MOST_ERRORS]
        ],
    )


def _pointer(finding: Finding) -> str:
    parts = (finding.file, finding.row, finding.column)
    return "".join(f"/{part}" for part in parts if part is not None)
