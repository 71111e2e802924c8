"""Bytes to records: strict about UTF-8, lenient about everything else, bounded in memory."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO

from tellmore.rosters.oneroster.archive import Archive
from tellmore.rosters.oneroster.findings import Findings, refusal

CHUNK = 64 * 1024
LONGEST_LINE = 1024 * 1024
_FOREIGN_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def records(archive: Archive, file: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Each record with its row number (the header is row 1); blank lines are counted, not given."""
    with archive.open(file) as stream:
        reader = csv.reader(_lines(stream, file, findings))
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if any(cells):
                    yield number, cells
        except csv.Error as broken:
            raise refusal(
                file, "unreadable_csv", "From here on quotes do not match.", row=number + 1
            ) from broken


def _lines(stream: IO[bytes], file: str, findings: Findings) -> Iterator[str]:
    pending = ""
    done = 0
    ends = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
    for chunk in _chunks(stream, file, findings):
        *whole, pending = (pending + _decoded(ends, chunk, file, done)).split("\n")
        done += len(whole)
        yield from (f"{line}\n" for line in whole)
        if len(pending) > LONGEST_LINE:
            raise refusal(
                file, "line_too_long", "This line is longer than a megabyte.", row=done + 1
            )
    if pending:
        yield pending
    _report_line_ends(ends.newlines, file, findings)


def _chunks(stream: IO[bytes], file: str, findings: Findings) -> Iterator[bytes]:
    """The file's bytes without its byte order mark, and at last an empty chunk to flush with."""
    first = stream.read(CHUNK)
    if first.startswith(_FOREIGN_MARKS):
        raise refusal(file, "bad_encoding", "The file is UTF-16; OneRoster is UTF-8.", row=1)
    if first.startswith(codecs.BOM_UTF8):
        findings.warning(file, "byte_order_mark", "The file begins with a byte order mark.", row=1)
        first = first.removeprefix(codecs.BOM_UTF8)
    yield first
    while chunk := stream.read(CHUNK):
        yield chunk
    yield b""


def _decoded(ends: io.IncrementalNewlineDecoder, chunk: bytes, file: str, done: int) -> str:
    try:
        text = ends.decode(chunk, final=not chunk)
    except UnicodeDecodeError as wrong:
        before = bytes(wrong.object[: wrong.start])
        row = done + 1 + before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
        raise refusal(
            file, "bad_encoding", "The file is not UTF-8: export it again as UTF-8.", row=row
        ) from wrong
    if "\0" in text:
        row = done + 1 + text[: text.index("\0")].count("\n")
        raise refusal(file, "bad_encoding", "The file holds NUL characters.", row=row)
    return text


def _report_line_ends(seen: object, file: str, findings: Findings) -> None:
    if isinstance(seen, tuple):
        findings.warning(file, "mixed_line_ends", "Lines end in more than one way.")
    elif seen in ("\r", "\n"):
        name = "CR" if seen == "\r" else "LF"
        findings.warning(file, "line_ends", f"Lines end in {name}; the standard asks for CRLF.")
