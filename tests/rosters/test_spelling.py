"""Where a text may name somebody: what is found, what is not, and what is in doubt."""

import pytest

from tellmore.rosters import spelling
from tellmore.rosters.names import Bearer

MANY = 3


def places(text: str, *known: Bearer, cleared: tuple[str, ...] = ()) -> list[spelling.Found]:
    return spelling.find(text, spelling.known(known), frozenset(cleared), many=MANY)


def found(text: str, *known: str, cleared: tuple[str, ...] = ()) -> list[str]:
    hits = places(text, *(Bearer((name,), "Zzyzx") for name in known), cleared=cleared)
    return [text[place.start : place.end] for place in hits]


def doubts(text: str, *known: Bearer) -> list[tuple[str, bool]]:
    return [(text[each.start : each.end], each.doubtful) for each in places(text, *known)]


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "known", "hits"),
        [
            ("Jayden sits alone.", "Jayden", ["Jayden"]),
            ("we heard jayden and JAYDEN", "Jayden", ["jayden", "JAYDEN"]),
            ("Jayden's friends, Jayden\u2019s bus", "Jayden", ["Jayden's", "Jayden\u2019s"]),
            ("José and Jose", "José", ["José", "Jose"]),
            ("Jose\u0301 and Mun\u0303oz", "José Muñoz", ["Jose\u0301", "Mun\u0303oz"]),
            ("Ms. Garcia said", "Garcia-Lopez", ["Garcia"]),
            ("Garcia-Lopez said", "Lopez", ["Garcia-Lopez"]),
            ("Mr. O'Hara and O\u2019Hara", "O'Hara", ["O'Hara", "O\u2019Hara"]),
            ("Mary Ann left", "Mary Ann", ["Mary", "Ann"]),
            ("Annual plans of Annabel", "Ann", []),
            ("It will rain in may", "Will May", []),
            ("Will and May left", "Will May", ["Will", "May"]),
            ("de la calle", "De la Cruz", []),
            ("go to Jo", "Jo", ["Jo"]),
            ("so is an li", "So An Li", []),
        ],
    )
    def test_a_name_is_found_however_it_is_written(
        self, text: str, known: str, hits: list[str]
    ) -> None:
        assert found(text, known) == hits

    def test_what_a_person_cleared_is_no_name(self) -> None:
        assert found("Rose and Jayden", "Rose", "Jayden", cleared=("rose",)) == ["Jayden"]

    def test_positions_are_code_points_of_the_text_itself(self) -> None:
        assert places("🎈 Zoë.", Bearer(("Zoe",), "Lind")) == [(2, 5, False)]

    @pytest.mark.parametrize(
        ("text", "hits"),
        [
            ("Hope hits us", [("Hope", True)]),
            ("We hope that may help", []),
            ("Hope Young hits us", [("Hope", False), ("Young", False)]),
            ("Young, Hope hits us", [("Young", False), ("Hope", False)]),
            ("Hope M. Young", [("Hope", False), ("Young", False)]),
            ("We hope. Young people too", [("Young", True)]),
            ("we hope young people stay", []),
            ("Her bus, so her day", []),
            ("We saw Her", [("Her", True)]),
            ("Ask Ms. Her", [("Her", False)]),
            ("Pa Her hits us", [("Pa", False), ("Her", False)]),
            ("Ms. Young said", [("Young", False)]),
            ("Quackenbush hits us, quackenbush!", [("Quackenbush", False), ("quackenbush", False)]),
            ("Maria sits alone", [("Maria", True)]),
            ("Maria Lind sits alone", [("Maria", False), ("Lind", False)]),
            ("So you said: So you can", []),
        ],
    )
    def test_what_may_be_an_ordinary_word_or_mean_many_is_in_doubt(
        self, text: str, hits: list[tuple[str, bool]]
    ) -> None:
        roster = [
            Bearer(("Hope",), "Young"),
            Bearer(("Pa",), "Her"),
            Bearer(("Wei",), "You"),
            Bearer(("Bora",), "So"),
            Bearer(("Zephyrine",), "Quackenbush"),
            *(Bearer(("Maria",), family) for family in ("Lind", "Ost", "Ruiz")),
        ]
        assert doubts(text, *roster) == hits
