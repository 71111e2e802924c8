"""What was found wrong or unusual in a bundle, by file, row and column."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LISTED_PER_KIND = 200


class Severity(StrEnum):
    error = "error"
    warning = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Rows are numbered as a spreadsheet shows them: the header is row 1.

    The message never quotes a name, a date of birth or a contact; ids and headers only.
    """

    file: str
    row: int | None
    column: str | None
    code: str
    severity: Severity
    message: str


class BundleRefusedError(Exception):
    """Reading stops here: the bundle, or one of its files, cannot be read any further."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refusal(
    file: str, code: str, message: str, *, row: int | None = None, column: str | None = None
) -> BundleRefusedError:
    return BundleRefusedError(Finding(file, row, column, code, Severity.error, message))


class Findings:
    """Collects findings; of each kind in each column the first 200 are listed, the rest counted."""

    def __init__(self) -> None:
        self._listed: list[Finding] = []
        self._seen: Counter[tuple[str, str | None, str, Severity]] = Counter()
        self.errors = 0

    def add(self, finding: Finding) -> None:
        key = (finding.file, finding.column, finding.code, finding.severity)
        self._seen[key] += 1
        self.errors += finding.severity is Severity.error
        if self._seen[key] <= LISTED_PER_KIND:
            self._listed.append(finding)

    def error(
        self,
        file: str,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.add(Finding(file, row, column, code, Severity.error, message))

    def warning(
        self,
        file: str,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.add(Finding(file, row, column, code, Severity.warning, message))

    def listed(self) -> tuple[Finding, ...]:
        """Errors first, then by file, row and column."""
        found = [*self._listed, *self._uncounted()]
        return tuple(
            sorted(found, key=lambda f: (f.severity, f.file, f.row or 0, f.column or "", f.code))
        )

    def _uncounted(self) -> Iterator[Finding]:
        for (file, column, code, severity), count in self._seen.items():
            if count > LISTED_PER_KIND:
                rest = count - LISTED_PER_KIND
                yield Finding(
                    file, None, column, code, severity, f"and {rest} more rows like these"
                )
