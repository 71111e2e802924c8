"""The words of a form: sensible ones to begin with, and the digest of those that were shown."""

import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tellmore.cohorts.models import Cohort
from tellmore.consent.kinds import Language, Party
from tellmore.consent.models import ConsentForm
from tellmore.consent.schemas import Address, FormText

_OWN_WORDS = {
    Language.EN: "In the school's own words: “{purpose}”",
    Language.ES: "En palabras de la escuela: «{purpose}»",
}


def default_texts(cohort: Cohort, spoken: Language) -> dict[Language, FormText]:
    """Plain words in every language. The purpose is quoted in the one that it is written in."""
    texts = {}
    for language in Language:
        words = _default()[language]
        focus = words["focus"][cohort.focus]
        own = _OWN_WORDS[language].format(purpose=cohort.purpose)
        tail = f"\n\n{own}" if language is spoken else ""
        texts[language] = FormText(
            guardian=_address(words["guardian"], focus, tail),
            student=_address(words["student"], focus, tail),
        )
    return texts


def shown(form: ConsentForm, language: Language, party: Party) -> Address:
    """What this party reads on this form, in this language or in one that the form has."""
    texts = {Language(key): value for key, value in form.texts.items()}
    text = FormText.model_validate(texts.get(language) or next(iter(texts.values())))
    return text.guardian if party is Party.GUARDIAN else text.student


def digest(address: Address) -> str:
    """The same for the same words, whatever order they are kept in."""
    words = json.dumps(address.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def _address(words: dict[str, Any], focus: str, tail: str) -> Address:
    about = words["about"].replace("{focus}", focus) + tail
    return Address.model_validate({**words, "about": about[:4000]})


@cache
def _default() -> dict[str, Any]:
    return tomllib.loads(files("tellmore.consent").joinpath("wording.toml").read_text("utf-8"))
