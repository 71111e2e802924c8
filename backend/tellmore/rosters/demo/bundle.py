"""The demo district as a OneRoster zip."""

import csv
import io
import random
import zipfile

from tellmore.rosters.demo.classes import sections
from tellmore.rosters.demo.people import People
from tellmore.rosters.demo.tables import METADATA, District
from tellmore.rosters.oneroster.columns import NOT_READ, FileSpec, Version, specs

SEED = 20261123
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def demo_bundle(year: int, *, seed: int = SEED, version: Version = Version.v1p2) -> bytes:
    """The zip of the school year that ends in `year`."""
    people = People(random.Random(seed), year)
    tables = District(people, sections(people), version).tables()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        _add(zipped, "manifest.csv", _manifest(version, set(tables)))
        for spec in specs(version):
            if spec.name in tables:
                _add(zipped, spec.file, _table(spec, tables[spec.name]))
    return buffer.getvalue()


def _add(zipped: zipfile.ZipFile, name: str, text: str) -> None:
    """Zips note the time of each file; a fixed one keeps the bytes the same."""
    info = zipfile.ZipInfo(name, date_time=_EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    zipped.writestr(info, text.encode())


def _manifest(version: Version, held: set[str]) -> str:
    names = sorted({*held, *(file.removesuffix(".csv") for file in NOT_READ)})
    modes = {f"file.{name}": "bulk" if name in held else "absent" for name in names}
    properties = {
        "manifest.version": "1.0",
        "oneroster.version": version.value,
        **modes,
        "source.systemName": "Tellmore demo",
        "source.systemCode": "tellmore-demo",
    }
    return _csv(["propertyName", "value"], [list(pair) for pair in properties.items()])


def _table(spec: FileSpec, rows: list[dict[str, str]]) -> str:
    extra = [f"metadata.{name}" for name in METADATA.get(spec.name, ())]
    columns = ["sourcedId", "status", "dateLastModified"]
    columns += [name for name in spec.columns if name not in columns]
    columns += extra
    return _csv(columns, [[row.get(column, "") for column in columns] for row in rows])


def _csv(header: list[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue()
