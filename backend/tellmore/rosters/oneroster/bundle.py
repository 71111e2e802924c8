"""A whole bundle: opened, read file by file, cross-checked."""

from dataclasses import dataclass, field
from typing import BinaryIO

from tellmore.rosters.oneroster.archive import DEFAULT_LIMITS, Archive, Limits, opened
from tellmore.rosters.oneroster.columns import Mode, Version, specs
from tellmore.rosters.oneroster.findings import BundleRefusedError, Finding, Findings
from tellmore.rosters.oneroster.manifest import read_manifest
from tellmore.rosters.oneroster.persons import guardian_links, match_persons
from tellmore.rosters.oneroster.references import Reference, check_duplicates, check_references
from tellmore.rosters.oneroster.roster import Roster
from tellmore.rosters.oneroster.rows import READERS
from tellmore.rosters.oneroster.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was read. A bundle with errors has findings to show and a roster not to be used.

    `outside`: the ids that a delta names but doesn't hold, each with the first place that names it.
    """

    findings: tuple[Finding, ...]
    errors: int
    version: Version | None = None
    modes: dict[str, Mode] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)
    outside: dict[tuple[str, str], Reference] = field(default_factory=dict)

    @property
    def acceptable(self) -> bool:
        return not self.errors

    def counts(self) -> dict[str, int]:
        roster = self.roster
        return {
            "schools": sum(org.type == "school" for org in roster.orgs),
            "sessions": len(roster.sessions),
            "courses": len(roster.courses),
            "classes": len(roster.classes),
            "students": len(roster.students),
            "guardians": len(roster.guardians),
            "staff": len(roster.staff),
            "enrollments": len(roster.enrollments),
            "guardian_links": len(roster.guardian_links),
        }


def read_bundle(source: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Bundle:
    """Reads a seekable binary file. Never raises for what the file holds: see the findings."""
    findings = Findings()
    try:
        with opened(source, findings, limits) as archive:
            return _read(archive, findings)
    except BundleRefusedError as refused:
        findings.add(refused.finding)
        return Bundle(findings.listed(), findings.errors)


def _read(archive: Archive, findings: Findings) -> Bundle:
    manifest = read_manifest(archive, findings)
    roster = Roster()
    modes = dict(manifest.modes)
    for spec in specs(manifest.version):
        sheet = Sheet(archive, spec, modes[spec.name], findings)
        if sheet.mode is not Mode.absent and not _read_file(sheet, roster):
            modes[spec.name] = Mode.absent
    check_duplicates(roster, findings)
    outside = check_references(roster, modes, findings)
    _attach(roster)
    if Mode.absent not in (modes["users"], modes.get("roles")):
        _report_roleless(roster, findings)
    roster.same_person = match_persons(roster, findings)
    roster.guardian_links = guardian_links(roster, findings)
    return Bundle(
        findings.listed(), findings.errors, manifest.version, manifest.modes, roster, outside
    )


def _read_file(sheet: Sheet, roster: Roster) -> bool:
    """A file that can't be read any further is one finding; the others are still looked at."""
    field_name, read = READERS[sheet.spec.name]
    rows: list[object] = getattr(roster, field_name)
    try:
        rows.extend(read(row) for row in sheet.rows())
    except BundleRefusedError as refused:
        sheet.findings.add(refused.finding)
        return False
    return sheet.readable


def _attach(roster: Roster) -> None:
    users = {user.sourced_id: user for user in roster.users}
    for role in roster.roles:
        if role.user_id in users:
            users[role.user_id].roles.append(role)
    if not roster.roles:
        roster.roles.extend(role for user in roster.users for role in user.roles)
    for row in roster.attributes:
        if row.user_id in users:
            users[row.user_id].attributes.update(row.values)


def _report_roleless(roster: Roster, findings: Findings) -> None:
    for user in roster.users:
        if user.active and not user.roles:
            findings.warning(
                *("users.csv", "no_role", "Has no role anywhere: not imported."),
                row=user.row,
                column="sourcedId",
            )
