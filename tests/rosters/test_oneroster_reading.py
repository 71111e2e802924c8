"""What is accepted, and what it becomes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from tellmore.rosters.oneroster import Bundle
from tellmore.rosters.oneroster.columns import Mode, Version
from tellmore.rosters.races import Race

Read = Callable[..., Bundle]


def codes(bundle: Bundle) -> set[str]:
    return {finding.code for finding in bundle.findings}


class TestAConformantBundle:
    def test_has_no_findings(self, read: Read) -> None:
        assert read().findings == ()

    def test_becomes_a_roster(self, read: Read) -> None:
        bundle = read()
        assert bundle.counts() == {
            "schools": 1, "sessions": 2, "courses": 1, "classes": 1, "students": 2,
            "guardians": 1, "staff": 1, "enrollments": 3, "guardian_links": 2,
        }  # fmt: skip
        ada = bundle.roster.users[0]
        assert (ada.given_name, ada.grades, ada.identifier) == ("Ada", ("06",), "A1")
        assert ada.attributes == {"program": "Arts", "english_learner": "yes"}

    def test_keeps_every_race_selection(self, read: Read) -> None:
        ada, ben = read().roster.demographics
        assert ada.races == {Race.asian, Race.white}
        assert ada.two_or_more
        assert (ben.races, ben.hispanic, ben.birth_date) == (frozenset(), True, date(2013, 2, 9))

    def test_drops_passwords_at_parse(self, read: Read) -> None:
        assert "hunter2" not in repr(read().roster)

    def test_an_attribute_left_blank_is_unknown_and_never_no(self, read: Read) -> None:
        ben = read().roster.users[1]
        assert ben.attributes == {"program": None, "english_learner": None}

    def test_a_guardian_named_from_both_sides_is_one_link(self, read: Read) -> None:
        links = read().roster.guardian_links
        assert {(link.student_id, link.guardian_id) for link in links} == {
            ("u1", "g1"),
            ("u2", "g1"),
        }
        assert {link.relationship for link in links} == {"parent"}


class TestVersionOnePointOne:
    USERS = (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
        "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\r\n"
        "u1,active,2026-11-01,true,s1,student,ada,,Ada,Quill,,,,,,g1,06,\r\n"
        'u2,active,2026-11-01,true,"s1,d1",student,ben,,Ben,Quill,,,,,,,07,\r\n'
        "g1,active,2026-11-01,true,s1,guardian,cleo,,Cleo,Quill,,,,,,,,\r\n"
        "t1,active,2026-11-01,true,s1,teacher,dora,,Dora,Finch,,,,,,,,\r\n"
    )

    @pytest.fixture
    def edits(self) -> dict[str, Any]:
        return {
            "manifest.csv": lambda text: text.replace("1.2", "1.1").replace(
                "file.roles,bulk\r\n", ""
            ),
            "roles.csv": None,
            "users.csv": self.USERS,
        }

    def test_roles_come_from_users(self, read: Read, edits: Mapping[str, Any]) -> None:
        bundle = read(edits)
        assert bundle.acceptable
        assert bundle.version is Version.v1p1
        assert [role.org_id for role in bundle.roster.users[1].roles] == ["s1", "d1"]
        assert bundle.counts()["students"] == 2
        assert bundle.counts()["staff"] == 1

    def test_a_status_in_a_bulk_file_is_accepted_with_one_warning(
        self, read: Read, edits: Mapping[str, Any]
    ) -> None:
        found = [f for f in read(edits).findings if f.code == "status_in_bulk"]
        assert [(f.file, f.row, f.column) for f in found] == [("users.csv", 2, "status")]


class TestLenientIn:
    """Each oddity is normalised, and said by file, row and column."""

    def test_a_byte_order_mark(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: "\ufeff" + text})
        assert bundle.acceptable
        assert codes(bundle) == {"byte_order_mark"}

    @pytest.mark.parametrize(
        ("end", "code"), [("\n", "line_ends"), ("\r", "line_ends"), ("\r\r\n", "mixed_line_ends")]
    )
    def test_other_line_ends(self, read: Read, end: str, code: str) -> None:
        bundle = read({"users.csv": lambda text: text.replace("\r\n", end)})
        assert bundle.acceptable
        assert codes(bundle) == {code}
        assert bundle.counts()["students"] == 2

    def test_line_ends_mixed_within_a_file(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace("\r\n", "\n", 2)})
        assert bundle.acceptable
        assert codes(bundle) == {"mixed_line_ends"}

    def test_capital_booleans(self, read: Read) -> None:
        bundle = read(
            {"enrollments.csv": lambda text: text.replace("teacher,true", "teacher,TRUE")}
        )
        (finding,) = bundle.findings
        assert (finding.file, finding.row, finding.column) == ("enrollments.csv", 4, "primary")
        assert finding.code == "boolean_format"
        assert bundle.roster.enrollments[2].primary

    def test_dates_with_the_day_first_as_the_file_shows(self, read: Read) -> None:
        bundle = read(
            {
                "demographics.csv": lambda text: text.replace("2014-05-13", "13/5/2014").replace(
                    "2013-02-09", "9/2/2013"
                )
            }
        )
        born = [row.birth_date for row in bundle.roster.demographics]
        assert born == [date(2014, 5, 13), date(2013, 2, 9)]
        assert codes(bundle) == {"date_format"}

    def test_dates_with_the_month_first_as_the_file_shows(self, read: Read) -> None:
        bundle = read(
            {
                "demographics.csv": lambda text: text.replace("2014-05-13", "5/13/2014").replace(
                    "2013-02-09", "2/9/2013"
                )
            }
        )
        born = [row.birth_date for row in bundle.roster.demographics]
        assert born == [date(2014, 5, 13), date(2013, 2, 9)]

    def test_a_date_that_nothing_explains_is_read_day_first_and_says_so(self, read: Read) -> None:
        bundle = read({"demographics.csv": lambda text: text.replace("2013-02-09", "9/2/2013")})
        assert bundle.roster.demographics[1].birth_date == date(2013, 2, 9)
        assert codes(bundle) == {"date_ambiguous"}

    @pytest.mark.parametrize("written", ["2014-5-13", "2014/05/13", "2014.5.13", "20140513"])
    def test_dates_with_the_year_first(self, read: Read, written: str) -> None:
        bundle = read({"demographics.csv": lambda text: text.replace("2014-05-13", written)})
        assert bundle.roster.demographics == read().roster.demographics
        assert {finding.code for finding in bundle.findings} == {"date_format"}

    def test_digits_that_can_be_two_dates_are_none(self, read: Read) -> None:
        bundle = read({"demographics.csv": lambda text: text.replace("2014-05-13", "2014113")})
        assert {finding.code for finding in bundle.findings} == {"bad_date"}

    def test_a_date_that_does_not_exist_is_left_empty(self, read: Read) -> None:
        bundle = read({"demographics.csv": lambda text: text.replace("2013-02-09", "2013-02-30")})
        assert bundle.roster.demographics[1].birth_date is None
        assert codes(bundle) == {"bad_date"}

    def test_headers_in_another_case(self, read: Read) -> None:
        bundle = read({"orgs.csv": lambda text: text.replace("sourcedId,", "SourcedID,", 1)})
        (finding,) = bundle.findings
        assert (finding.code, finding.row, finding.column) == ("header_case", 1, "sourcedId")

    def test_headers_with_a_slip_of_the_pen(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace("familyName", "famliyName", 1)})
        assert bundle.acceptable
        assert codes(bundle) == {"header_typo"}
        assert bundle.roster.users[0].family_name == "Quill"

    @pytest.mark.parametrize(
        ("file", "name", "written"),
        [
            ("users", "grades", "grade"),
            ("users", "email", "emial"),
            ("orgs", "name", "nmae"),
            ("orgs", "type", "tpye"),
            ("classes", "title", "titel"),
            ("roles", "role", "rolee"),
            ("demographics", "asian", "asain"),
        ],
    )
    def test_one_slip_in_a_short_header(
        self, read: Read, file: str, name: str, written: str
    ) -> None:
        bundle = read({f"{file}.csv": lambda text: text.replace(f",{name},", f",{written},", 1)})
        assert [(f.code, f.column) for f in bundle.findings] == [("header_typo", name)]
        assert bundle.roster == read().roster

    def test_another_short_word_is_no_slip(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace(",phone,", ",house,", 1)})
        assert {f.code for f in bundle.findings} == {"absent_column", "unknown_column"}

    def test_rows_shorter_and_longer_than_the_header(self, read: Read) -> None:
        bundle = read(
            {
                "enrollments.csv": lambda text: text.replace(
                    "u1,student,false,,", "u1,student"
                ).replace("u2,student,false,,", "u2,student,false,,,extra")
            }
        )
        assert bundle.acceptable
        assert [(f.row, f.code) for f in bundle.findings] == [(2, "ragged_row"), (3, "ragged_row")]

    def test_blank_lines_are_skipped_and_counted(self, read: Read) -> None:
        bundle = read(
            {"enrollments.csv": lambda text: text.replace("e2", "\r\ne2").replace("false", "no")}
        )
        assert [f.row for f in bundle.findings] == [2, 4]

    def test_metadata_columns_anywhere(self, read: Read) -> None:
        bundle = read(
            {
                "demographics.csv": lambda text: text.replace(
                    "sourcedId,", "sourcedId,metadata.MENA,", 1
                ).replace("u1,,", "u1,yes,,")
                .replace("u2,,", "u2,no,,")
            }
        )  # fmt: skip
        assert codes(bundle) == {"metadata_position"}
        assert Race.middle_eastern_or_north_african in bundle.roster.demographics[0].races

    def test_a_missing_optional_file(self, read: Read) -> None:
        bundle = read({"demographics.csv": None})
        assert bundle.acceptable
        assert codes(bundle) == {"missing_optional_file"}

    def test_unknown_columns_are_not_read(self, read: Read) -> None:
        bundle = read({"orgs.csv": lambda text: text.replace("Id\r\n", "Id,telephoneTree\r\n", 1)})
        assert bundle.acceptable
        assert "unknown_column" in codes(bundle)

    def test_a_file_in_a_folder_and_in_another_case(
        self, read: Read, pack: Callable[[Mapping[str, str]], bytes], make: Callable[[], bytes]
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(make())) as zipped:
            files = {
                f"export/{name.title()}": zipped.read(name).decode() for name in zipped.namelist()
            }
        bundle = read(pack(files))
        assert bundle.acceptable
        assert codes(bundle) == {"nested_folder", "file_name_case"}

    def test_tobedeleted_is_kept_to_deactivate(self, read: Read) -> None:
        bundle = read({"users.csv": lambda text: text.replace("u2,,", "u2,tobedeleted,")})
        assert bundle.acceptable
        assert [user.active for user in bundle.roster.users] == [True, False, True, True]


class TestDelta:
    def test_references_outside_are_handed_on(self, read: Read) -> None:
        manifest = (
            "propertyName,value\r\noneroster.version,1.2\r\nfile.enrollments,delta\r\n"
            "file.orgs,absent\r\nfile.users,absent\r\n"
        )
        rows = (
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
            "primary,beginDate,endDate\r\ne9,active,2026-11-01T00:00:00Z,c1,s1,u1,student,false,,\r\n"
        )
        others = dict.fromkeys(
            f"{name}.csv"
            for name in (
                "orgs",
                "users",
                "roles",
                "classes",
                "courses",
                "academicSessions",
                "demographics",
            )
        )
        bundle = read({**others, "manifest.csv": manifest, "enrollments.csv": rows})
        assert bundle.acceptable
        assert bundle.modes["enrollments"] is Mode.delta
        assert set(bundle.outside) == {("classes", "c1"), ("orgs", "s1"), ("users", "u1")}
        assert bundle.outside["users", "u1"].row == 2

    def test_a_blank_status_is_read_as_active(self, read: Read) -> None:
        bundle = read({"manifest.csv": lambda text: text.replace("orgs,bulk", "orgs,delta")})
        assert bundle.acceptable
        assert codes(bundle) == {"blank_status"}
