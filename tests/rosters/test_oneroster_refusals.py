"""What is refused, each with a named finding and its place."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from tellmore.rosters.oneroster import Bundle, Finding, Severity, read_bundle
from tellmore.rosters.oneroster.archive import Limits

Read = Callable[..., Bundle]
Bomb = Callable[[int], bytes]
Pack = Callable[[Mapping[str, str | bytes]], bytes]


def errors(bundle: Bundle) -> list[Finding]:
    assert not bundle.acceptable
    return [finding for finding in bundle.findings if finding.severity is Severity.error]


def only_error(bundle: Bundle) -> Finding:
    (finding,) = errors(bundle)
    return finding


class TestTheZip:
    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"x" * 100, b"PK\x05\x06"])
    def test_that_is_none(self, read: Read, content: bytes) -> None:
        assert only_error(read(content)).code == "not_a_zip"

    def test_cut_short(self, read: Read, make: Callable[[], bytes]) -> None:
        assert only_error(read(make()[:-30])).code == "not_a_zip"

    def test_damaged_inside(self, read: Read, make: Callable[[], bytes]) -> None:
        content = bytearray(make())
        at = content.index(b"users.csv") + 40
        content[at : at + 20] = b"\0" * 20
        assert [finding.code for finding in errors(read(bytes(content)))] == ["damaged_file"]

    @pytest.mark.parametrize(
        "name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "C:\\users.csv"]
    )
    def test_with_a_path_that_leads_outside(self, read: Read, pack: Pack, name: str) -> None:
        assert only_error(read(pack({name: "x"}))).code == "unsafe_path"

    def test_with_a_symbolic_link(self, read: Read) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as zipped:
            link = zipfile.ZipInfo("users.csv")
            link.external_attr = 0o120777 << 16
            zipped.writestr(link, "/etc/passwd")
        assert only_error(read(buffer.getvalue())).code == "unsafe_path"

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_with_a_file_twice(self, read: Read) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as zipped:
            zipped.writestr("users.csv", "a")
            zipped.writestr("users.csv", "b")
        assert only_error(read(buffer.getvalue())).code == "duplicate_file"

    def test_that_would_inflate_to_two_gigabytes(self, read: Read, bomb: Bomb) -> None:
        assert only_error(read(bomb(2 * 1024**3))).code == "too_large"

    def test_that_compresses_as_no_roster_does(self, read: Read, bomb: Bomb) -> None:
        assert only_error(read(bomb(64 * 1024**2))).code == "suspicious_compression"

    def test_that_lies_about_its_size(self, read: Read, bomb: Bomb) -> None:
        """Only as much as the entry declares is ever inflated."""
        with zipfile.ZipFile(io.BytesIO(bomb(1000))) as zipped:
            assert zipped.infolist()[0].file_size == 1000
        found = errors(read(bomb(1000)))
        assert {finding.code for finding in found} == {"missing_file"}

    def test_with_more_files_than_any_roster(self, read: Read, pack: Pack) -> None:
        assert (
            only_error(read(pack({f"{n}.csv": "" for n in range(201)}))).code == "too_many_entries"
        )

    def test_that_is_encrypted(self, read: Read, make: Callable[[], bytes]) -> None:
        content = bytearray(make())
        flags = content.index(b"PK\x01\x02") + 8
        content[flags : flags + 2] = struct.pack("<H", 1)
        assert only_error(read(bytes(content))).code == "encrypted"

    def test_limits_are_of_the_caller(self, make: Callable[[], bytes]) -> None:
        bundle = read_bundle(io.BytesIO(make()), Limits(total=100))
        assert only_error(bundle).code == "too_large"


class TestTheManifest:
    def test_missing(self, read: Read) -> None:
        finding = only_error(read({"manifest.csv": None}))
        assert (finding.file, finding.code) == ("manifest.csv", "missing_file")

    def test_promising_a_file_that_is_not_there(self, read: Read) -> None:
        found = errors(read({"courses.csv": None}))
        assert [(f.file, f.code) for f in found] == [("courses.csv", "missing_file")]

    def test_of_another_version(self, read: Read) -> None:
        bundle = read({"manifest.csv": lambda text: text.replace("version,1.2", "version,2.0")})
        assert only_error(bundle).code == "unsupported_version"

    def test_with_an_unknown_mode(self, read: Read) -> None:
        bundle = read({"manifest.csv": lambda text: text.replace("users,bulk", "users,some")})
        assert "bad_mode" in {finding.code for finding in errors(bundle)}

    def test_of_an_empty_bundle(self, read: Read, pack: Pack) -> None:
        bundle = read(pack({"manifest.csv": "propertyName,value\r\noneroster.version,1.2\r\n"}))
        assert only_error(bundle).code == "empty_bundle"


class TestTheFiles:
    def test_in_latin_1(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace("Ben", "Benoît").encode("latin-1")})
        finding = only_error(bundle)
        assert (finding.file, finding.row, finding.code) == ("users.csv", 3, "bad_encoding")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
    def test_in_utf_16(self, read: Read, encoding: str) -> None:
        finding = only_error(read({"users.csv": lambda text: text.encode(encoding)}))
        assert (finding.file, finding.code) == ("users.csv", "bad_encoding")

    def test_without_a_required_column(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace("familyName", "clan", 1)})
        finding = only_error(bundle)
        assert (finding.file, finding.row, finding.column) == ("users.csv", 1, "familyName")
        assert finding.code == "missing_column"

    def test_with_a_duplicate(self, read: Read) -> None:
        finding = only_error(read({"orgs.csv": lambda text: text + "s1,,,Again,school,,d1\r\n"}))
        assert (finding.file, finding.row, finding.column) == ("orgs.csv", 4, "sourcedId")
        assert finding.code == "duplicate"

    @pytest.mark.parametrize(
        ("file", "old", "new", "row", "column"),
        [
            ("enrollments.csv", "e2,,,c1,s1,u2", "e2,,,c1,s1,zz", 3, "userSourcedId"),
            ("enrollments.csv", "e2,,,c1", "e2,,,zz", 3, "classSourcedId"),
            ("classes.csv", '"t1"', '"t1,zz"', 2, "termSourcedIds"),
            ("users.csv", ",g1,06", ",zz,06", 2, "agentSourcedIds"),
            ("roles.csv", "r4,,,t1", "r4,,,zz", 5, "userSourcedId"),
            ("demographics.csv", "u1,,", "zz,,", 2, "sourcedId"),
            ("orgs.csv", ",77,d1", ",77,zz", 3, "parentSourcedId"),
        ],
    )
    def test_with_an_orphan(  # noqa: PLR0917 (one argument for each column of the table)
        self, read: Read, file: str, old: str, new: str, row: int, column: str
    ) -> None:
        finding = only_error(read({file: lambda text: text.replace(old, new)}))
        assert (finding.file, finding.row, finding.column) == (file, row, column)
        assert (finding.code, "zz" in finding.message) == ("orphan", True)

    def test_without_an_id(self, read: Read) -> None:
        finding = only_error(read({"enrollments.csv": lambda text: text.replace("e2,", ",")}))
        assert (finding.row, finding.column, finding.code) == (3, "sourcedId", "missing_value")

    def test_empty(self, read: Read) -> None:
        assert only_error(read({"orgs.csv": ""})).code == "empty_file"

    def test_with_a_line_without_end(self, read: Read) -> None:
        bundle = read({"orgs.csv": lambda text: text + "".join(f"{n:07}" for n in range(200_000))})
        assert only_error(bundle).code == "line_too_long"

    def test_with_dates_in_two_orders(self, read: Read) -> None:
        bundle = read(
            {
                "demographics.csv": lambda text: text.replace("2014-05-13", "13/5/2014").replace(
                    "2013-02-09", "2/19/2013"
                )
            }
        )
        assert only_error(bundle).code == "date_order_mixed"

    def test_one_unreadable_file_does_not_make_orphans_of_the_others(self, read: Read) -> None:
        bundle = read({"orgs.csv": lambda text: text.replace("Test", "Tést").encode("latin-1")})
        assert only_error(bundle).code == "bad_encoding"

    def test_many_alike_are_listed_up_to_a_bound(self, read: Read) -> None:
        rows = "".join(f"x{n},,,c1,s1,nobody{n},student,false,,\r\n" for n in range(500))
        bundle = read({"enrollments.csv": lambda text: text + rows})
        assert bundle.errors == 500
        assert len(errors(bundle)) == 201
        assert "300 more" in errors(bundle)[0].message

    def test_no_finding_names_a_person(self, read: Read) -> None:
        bundle = read(
            {
                "users.csv": lambda text: text.replace("cleo@example.org", "cleo at home"),
                "demographics.csv": lambda text: text.replace("2014-05-13", "13 May 2014"),
            }
        )
        said = " ".join(finding.message for finding in bundle.findings)
        assert len(bundle.findings) == 2
        assert not any(word in said for word in ("cleo", "Quill", "May", "2014"))
