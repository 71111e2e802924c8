"""Rows that are one person."""

from collections.abc import Callable

from tellmore.rosters.oneroster import Bundle

Read = Callable[..., Bundle]


def codes(bundle: Bundle) -> set[str]:
    return {finding.code for finding in bundle.findings}


class TestOnePersonWithSeveralSourcedIds:
    TWIN = "u9,,,true,ada2,,Ada,Quill,,A1,,,,,06,,,,,,d1,,,\r\n"
    ROLE = "r9,,,u9,primary,student,,,d1,\r\n"

    def test_is_matched_by_identifier(self, read: Read) -> None:
        bundle = read(
            {"users.csv": lambda text: text + self.TWIN, "roles.csv": lambda text: text + self.ROLE}
        )
        assert bundle.roster.same_person == {"u9": "u1"}

    def test_is_not_matched_when_the_birth_dates_differ(self, read: Read) -> None:
        bundle = read(
            {
                "users.csv": lambda text: text + self.TWIN,
                "roles.csv": lambda text: text + self.ROLE,
                "demographics.csv": lambda text: text + "u9,,,2010-01-01,female,,,,,,,,,,,\r\n",
            }
        )
        assert bundle.roster.same_person == {}
        assert codes(bundle) == {"identity_conflict"}
