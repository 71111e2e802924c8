"""The made-up district is a conformant bundle with what the walk through the product needs."""

import io

import pytest

from tellmore.rosters.demo import demo_bundle
from tellmore.rosters.oneroster import Bundle, read_bundle
from tellmore.rosters.oneroster.columns import Version


@pytest.fixture(scope="module", params=list(Version))
def demo(request: pytest.FixtureRequest) -> Bundle:
    return read_bundle(io.BytesIO(demo_bundle(2027, version=request.param)))


def test_conforms(demo: Bundle) -> None:
    assert demo.findings == ()


def test_has_three_schools_and_600_students(demo: Bundle) -> None:
    counts = demo.counts()
    assert (counts["schools"], counts["students"]) == (3, 600)
    assert len(demo.roster.demographics) == 600


def test_reaches_every_family_in_english_or_spanish(demo: Bundle) -> None:
    linked = {link.student_id for link in demo.roster.guardian_links}
    assert linked == {student.sourced_id for student in demo.roster.students}
    assert all(one.email or one.sms for one in demo.roster.guardians)
    assert any(one.email and not one.sms for one in demo.roster.guardians)
    assert any(one.sms and not one.email for one in demo.roster.guardians)
    assert {one.language for one in demo.roster.guardians} == {"en", "es"}


def test_has_siblings(demo: Bundle) -> None:
    assert len(demo.roster.guardians) < len(demo.roster.guardian_links)


def test_has_some_classes_without_a_teacher_of_record(demo: Bundle) -> None:
    taught = {
        row.class_id for row in demo.roster.enrollments if row.role == "teacher" and row.primary
    }
    vacant = len(demo.roster.classes) - len(taught)
    assert 0 < vacant < len(demo.roster.classes) / 5


def test_has_a_teacher_with_two_sourced_ids(demo: Bundle) -> None:
    assert len(demo.roster.same_person) == 1


def test_has_attributes_that_some_leave_unknown(demo: Bundle) -> None:
    facts = [student.attributes for student in demo.roster.students]
    assert {fact["english_learner"] for fact in facts} == {"yes", "no"}
    assert {fact["special_education"] for fact in facts} == {"yes", "no", None}
    assert {fact["lunch"] for fact in facts} == {"free", "reduced", "paid"}
    assert len({fact["gpa_band"] for fact in facts}) == 6
    assert len({fact["program"] for fact in facts}) > 4


def test_is_the_same_bytes_for_the_same_seed() -> None:
    assert demo_bundle(2027) == demo_bundle(2027)
    assert demo_bundle(2027, seed=1) != demo_bundle(2027, seed=2)
