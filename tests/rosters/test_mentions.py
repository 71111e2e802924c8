"""Which texts speak of somebody: asked of PostgreSQL, as the rule asks it."""

import pytest
from sqlalchemy import text as sql

from factories import World
from tellmore.rosters import mentions, spelling
from tellmore.rosters.names import Bearer


async def speaks(world: World, text: str, *names: str) -> bool:
    found = mentions.pattern(names)
    async with world.context() as ctx:
        connection = await ctx.session.connection()
        query = sql("SELECT CAST(:text AS text) ~ CAST(:names AS text)")
        answer = await connection.execute(query, {"text": text, "names": found})
        return bool(answer.scalar_one())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. García shouts at us.", "Ana|García López"),
        ("mr lopez shouts", "Ana|García López"),
        ("Mr. García shouts at us.", "Ana|Smith-García"),
        ("Mr Garcia shouts.", "Ana|García"),
        ("Mr. García shouts.", "Ana|Garcia"),
        ("Mr. Garci\u0301a shouts.", "Ana|Garcia"),
        ("GARCÍA shouts.", "Ana|garcia"),
        ("Ms. Sam is unfair.", "Sam|Ortega"),
        ("mr. o'hara and O\u2019Hara's", "X|O'Hara"),
        ("Ohara yells", "X|O'Hara"),
        ("'Ortega' yells", "X|Ortega"),
        ("Peña's room", "X|Pena"),
        ("mr. king yells", "X|King"),
        ("King yells", "X|King"),
        ("señora de la cruz", "X|De la Cruz"),
        ("ms li yells", "X|Li"),
        ("Herr Groß und Herr Gross", "X|Gross"),
        ("Mr. Nguyễn", "X|Nguyen"),
        ("иванов кричит", "X|Иванов"),
    ],
)
async def test_a_name_is_found_in_its_spellings(world: World, text: str, names: str) -> None:
    assert await speaks(world, text, *names.split("|"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oh, Haralds.", "Sam|O'Hara"),
        ("It may rain, and I will go", "Will|May"),
        ("la casa de la tía", "Ana|De la Cruz"),
        ("Don't go.", "Don|X"),
        ("so is a li", "An|Li"),
        ("Garciaparra and Pedro", "Garcia|Peda"),
        ("Peñalosa, Belén", "Pe|Bel"),
        ("Samuel, Sams", "Sam|X"),
    ],
)
async def test_other_words_are_not(world: World, text: str, names: str) -> None:
    assert not await speaks(world, text, *names.split("|"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we heard jayden and JAYDEN", "Jayden"),
        ("Jayden\u2019s bus", "Jayden"),
        ("Jose\u0301", "José"),
        ("Garcia-Lopez said", "Lopez"),
        ("Will and May left", "Will May"),
        ("go to Jo", "Jo"),
        ("an-li", "An-Li"),
    ],
)
async def test_it_finds_no_less_than_the_check_of_what_is_published(
    world: World, text: str, name: str
) -> None:
    assert spelling.find(text, spelling.known([Bearer((name,), "Zzyzx")]), many=2)
    assert await speaks(world, text, name)


@pytest.mark.parametrize("names", [(), ("", ""), ("J", "de la")])
def test_where_nothing_can_be_looked_for_there_is_no_pattern(names: tuple[str, ...]) -> None:
    assert mentions.pattern(names) is None
