"""Words in each language, from a `words.toml` per room; dates as people say them."""

import tomllib
from datetime import date
from importlib.resources import files

from tellmore.core.languages import Language

_MONTHS = {
    Language.EN: "January February March April May June July August September October November "
    "December",
    Language.ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
}


class Words:
    """The texts of one room over the shared ones."""

    def __init__(self, package: str) -> None:
        shared, own = _read("tellmore.core.html"), _read(package)
        self.known: dict[str, dict[str, str]] = {**shared, **own}

    def say(
        self, language: Language, key: str, /, *, familiar: bool = False, **values: object
    ) -> str:
        """The text of this key; a key or a value that is missing is an error, not a blank.

        `familiar` is for students: Spanish says tú to them and usted to their families.
        """
        texts = self.known[key]
        text = texts[language]
        if familiar:
            text = texts.get(f"{language}-familiar", text)
        return text.format(**values)


def day(language: Language, when: date) -> str:
    month = _MONTHS[language].split()[when.month - 1]
    if language is Language.ES:
        return f"{when.day} de {month} de {when.year}"
    return f"{month} {when.day}, {when.year}"


def _read(package: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(package).joinpath("words.toml").read_text("utf-8"))
