"""Opens a zip that a stranger made: sizes and paths are checked before a byte is inflated."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from tellmore.rosters.oneroster.columns import NOT_READ, READ
from tellmore.rosters.oneroster.findings import Findings, refusal

BUNDLE = "(bundle)"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    RuntimeError,
)
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes after inflating; `ratio` counts only for entries above `ratio_from` bytes."""

    entries: int = 200
    directory: int = 256 * 1024
    entry: int = 512 * 1024**2
    total: int = 1024**3
    ratio: int = 100
    ratio_from: int = 1024**2


DEFAULT_LIMITS = Limits()


class Archive:
    """The CSV files of a bundle by their plain names, for example `users.csv`."""

    def __init__(self, zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._zipped = zipped
        self._entries = entries

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Zipfile stops at the size that the entry declares, and that size has been checked."""
        try:
            with self._zipped.open(self._entries[name]) as stream:
                yield stream
        except DAMAGED as broken:
            raise refusal(name, "damaged_file", "This file is damaged inside the zip.") from broken


@contextmanager
def opened(
    source: BinaryIO, findings: Findings, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Archive]:
    _check_directory(source, limits)
    try:
        zipped = zipfile.ZipFile(source)
    except DAMAGED as broken:
        raise refusal(BUNDLE, "not_a_zip", "This file is not a readable zip.") from broken
    with zipped:
        infos = [info for info in zipped.infolist() if not _is_clutter(info)]
        _check_sizes(infos, limits)
        for info in infos:
            _check_entry(info)
        yield Archive(zipped, _by_name(infos, findings))


def _check_directory(source: BinaryIO, limits: Limits) -> None:
    """A zip's table of contents is read whole into memory, so its size is looked at first."""
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - 65_557 - _LOCATOR_SIZE))
    tail = source.read()
    source.seek(0)
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or len(tail) - at < _END.size:
        raise refusal(BUNDLE, "not_a_zip", "This file is not a readable zip.")
    directory = _END.unpack_from(tail, at)[5]
    has_zip64 = tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_ZIP64_LOCATOR)
    if has_zip64 or directory > limits.directory:
        raise refusal(BUNDLE, "too_many_entries", "The zip's table of contents is too large.")


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise refusal(BUNDLE, "too_many_entries", f"More than {limits.entries} files in the zip.")
    if sum(info.file_size for info in infos) > limits.total:
        raise refusal(BUNDLE, "too_large", "The zip would inflate beyond the size limit.")
    for info in infos:
        if info.file_size > limits.entry:
            raise refusal(info.filename, "too_large", "This file is beyond the size limit.")
        bound = max(info.compress_size, 1) * limits.ratio
        if info.file_size > limits.ratio_from and info.file_size > bound:
            raise refusal(
                info.filename,
                "suspicious_compression",
                "No roster compresses as much as this file.",
            )


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.split("/")
    tricky = name.startswith("/") or ".." in parts or "\\" in info.orig_filename or ":" in name
    if tricky or "\0" in info.orig_filename or stat.S_ISLNK(info.external_attr >> 16):
        raise refusal(BUNDLE, "unsafe_path", "A file's path in the zip leads outside the bundle.")
    if info.flag_bits & 0x1:
        raise refusal(name, "encrypted", "This file is encrypted.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal(name, "damaged_file", "This file is packed by a method other than deflate.")


def _is_clutter(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    return name.startswith("__MACOSX/") or name.endswith((".DS_Store", "Thumbs.db"))


def _by_name(infos: list[zipfile.ZipInfo], findings: Findings) -> dict[str, zipfile.ZipInfo]:
    files = [info for info in infos if not info.is_dir()]
    folders = {info.filename.rpartition("/")[0] for info in files}
    if len(folders) > 1:
        raise refusal(BUNDLE, "unsafe_path", "The bundle's files lie in more than one folder.")
    if folders and folders != {""}:
        findings.warning(BUNDLE, "nested_folder", "The files lie in a folder inside the zip.")
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in files:
        name = _standard_name(info.filename.rpartition("/")[2], findings)
        if name in entries:
            raise refusal(name, "duplicate_file", "The zip holds this file twice.")
        entries[name] = info
    return entries


def _standard_name(name: str, findings: Findings) -> str:
    standard = {known.lower(): known for known in (*READ, *NOT_READ)}.get(name.lower())
    if standard is None:
        findings.warning(name, "unknown_file", "This file is not read.")
    elif standard != name:
        findings.warning(standard, "file_name_case", "The file's name is written differently.")
    return standard or name
