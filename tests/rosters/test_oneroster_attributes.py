"""What districts add to OneRoster in a file of their own."""

from collections.abc import Callable

from tellmore.rosters.oneroster import Bundle

Read = Callable[..., Bundle]


def test_attributes_come_from_the_supplementary_file_too(read: Read) -> None:
    content = "sourcedId,GPA,IEP,lunch,Favorite Color\r\nu1,3.2,no,R,green\r\nu2,,,,\r\n"
    bundle = read({"attributes.csv": content})
    ada, ben = bundle.roster.users[:2]
    assert bundle.acceptable
    assert ada.attributes == {
        "program": "Arts", "english_learner": "yes", "gpa": "3.2", "gpa_band": "3.0-3.4",
        "special_education": "no", "lunch": "reduced", "favorite_color": "green",
    }  # fmt: skip
    assert ben.attributes["special_education"] is None


def test_attributes_of_nobody_are_refused(read: Read) -> None:
    bundle = read({"attributes.csv": "sourcedId,GPA\r\nnobody,3.2\r\n"})
    (finding,) = bundle.findings
    assert (finding.file, finding.row, finding.code) == ("attributes.csv", 2, "orphan")


def test_secrets_are_dropped(read: Read) -> None:
    bundle = read({"attributes.csv": "sourcedId,SSN,className\r\nu1,123-45-6789,6A\r\n"})
    assert {finding.code for finding in bundle.findings} == {"secret_dropped"}
    assert "123-45-6789" not in repr(bundle.roster)
    assert bundle.roster.users[0].attributes["class_name"] == "6A"
