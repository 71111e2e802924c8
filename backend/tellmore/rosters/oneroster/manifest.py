"""manifest.csv: the version, and for each file whether it is bulk, delta or absent."""

from dataclasses import dataclass

from tellmore.rosters.oneroster.archive import BUNDLE, Archive
from tellmore.rosters.oneroster.columns import REQUIRED_FILES, FileSpec, Mode, Version, specs
from tellmore.rosters.oneroster.csv import records
from tellmore.rosters.oneroster.findings import Findings, refusal

MANIFEST = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Manifest:
    version: Version
    modes: dict[str, Mode]


def read_manifest(archive: Archive, findings: Findings) -> Manifest:
    if MANIFEST not in archive:
        raise refusal(MANIFEST, "missing_file", "The bundle has no manifest.csv.")
    properties = _properties(archive, findings)
    version = _version(properties.get("oneroster.version", ""), archive, findings)
    modes = {spec.name: _mode(spec, properties, archive, findings) for spec in specs(version)}
    if all(mode is Mode.absent for mode in modes.values()) and not findings.errors:
        findings.error(BUNDLE, "empty_bundle", "The bundle holds no roster file.")
    return Manifest(version, modes)


def _properties(archive: Archive, findings: Findings) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, cells in records(archive, MANIFEST, findings):
        name = cells[0].strip().lower()
        if number == 1 and name == "propertyname":
            continue
        if name in found:
            findings.warning(
                MANIFEST, "duplicate_property", "Named twice; the last counts.", row=number
            )
        found[name] = cells[1].strip() if len(cells) > 1 else ""
    return found


def _version(stated: str, archive: Archive, findings: Findings) -> Version:
    plain = ".".join(stated.lower().removeprefix("v").split(".")[:2])
    if plain in set(Version):
        return Version(plain)
    if stated:
        raise refusal(
            MANIFEST, "unsupported_version", "Only OneRoster 1.1 and 1.2 are read.", column="value"
        )
    guess = Version.v1p2 if "roles.csv" in archive else Version.v1p1
    findings.warning(MANIFEST, "version_missing", f"No oneroster.version: read as {guess}.")
    return guess


def _mode(spec: FileSpec, properties: dict[str, str], archive: Archive, findings: Findings) -> Mode:
    key = f"file.{spec.name}"
    stated = properties.get(key.lower())
    there = spec.file in archive
    if stated is None:
        return _unstated(spec, properties, findings) if there else Mode.absent
    if stated.lower() not in set(Mode):
        findings.error(MANIFEST, "bad_mode", f"{key} is neither bulk, delta nor absent.")
        return Mode.absent
    mode = Mode(stated.lower())
    if mode is Mode.absent and there:
        findings.warning(spec.file, "declared_absent", "The manifest says absent: not read.")
    if mode is not Mode.absent and not there:
        _report_missing(spec, findings)
        return Mode.absent
    return mode


def _unstated(spec: FileSpec, properties: dict[str, str], findings: Findings) -> Mode:
    if spec.open_ended:
        return Mode.delta
    stated = {value.lower() for name, value in properties.items() if name.startswith("file.")}
    mode = Mode.delta if Mode.delta in stated else Mode.bulk
    findings.warning(
        spec.file, "not_in_manifest", f"The manifest does not name it: read as {mode}."
    )
    return mode


def _report_missing(spec: FileSpec, findings: Findings) -> None:
    if spec.name in (*REQUIRED_FILES, "roles"):
        findings.error(spec.file, "missing_file", "The manifest promises it; the zip lacks it.")
    else:
        findings.warning(
            spec.file, "missing_optional_file", "The manifest promises it; the zip lacks it."
        )
