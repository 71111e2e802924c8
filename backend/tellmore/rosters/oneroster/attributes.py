"""Names and values of attributes, from `metadata.*` columns and attributes.csv.

The districts' many spellings of the well-known ones become one; any other column keeps its name in
snake case. Yes-and-no attributes become "yes" and "no", so that a blank stays unknown.
"""

import re

_NAMES = {
    "english_learner": ("el", "ell", "elstatus", "englishlearner", "englishlanguagelearner", "lep"),
    "special_education": ("sped", "specialeducation", "specialed", "iep", "hasiep", "iepstatus"),
    "section_504": ("504", "section504", "has504", "plan504", "504plan"),
    "lunch": ("lunch", "lunchstatus", "frl", "frlstatus", "mealstatus", "freereducedlunch"),
    "gpa": ("gpa", "cumulativegpa", "gradepointaverage"),
    "gpa_band": ("gpaband",),
    "program": ("program", "programs", "pathway", "academicprogram"),
    "program_experience": ("programexperience", "experiencewithprogram", "programyears"),
    "language": ("language", "homelanguage", "preferredlanguage", "contactlanguage"),
    "gender": ("gender", "genderidentity"),
    "middle_eastern_or_north_african": ("mena", "middleeasternornorthafrican"),
}
_KNOWN = {spelling: name for name, spellings in _NAMES.items() for spelling in spellings}
YES_OR_NO = frozenset(
    {"english_learner", "special_education", "section_504", "middle_eastern_or_north_african"}
)
_YES = frozenset({"true", "t", "yes", "y", "1", "active", "el", "ell", "iep", "504", "x"})
_NO = frozenset({"false", "f", "no", "n", "0", "none", "inactive", "exited", "never"})
_LUNCH = {
    "free": ("free", "f", "freelunch", "1"),
    "reduced": ("reduced", "r", "reducedlunch", "2"),
    "paid": ("paid", "p", "full", "fullprice", "none", "3"),
}
_LUNCH_OF = {spelling: value for value, spellings in _LUNCH.items() for spelling in spellings}
LONGEST_NAME = 60
LONGEST_VALUE = 200
# Upper bounds, exclusive, of the bands that a plain GPA on the usual scale of 4 falls into.
GPA_BANDS = ((2.0, "below 2.0"), (2.5, "2.0-2.4"), (3.0, "2.5-2.9"), (3.5, "3.0-3.4"))
HIGHEST_BAND = "3.5 and above"
_HIGHEST_GPA = 6.0


def name(header: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", header.lower())
    if plain in _KNOWN:
        return _KNOWN[plain]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", header)
    return re.sub(r"\W+", "_", words.lower()).strip("_")[:LONGEST_NAME]


def value(attribute: str, raw: str) -> tuple[str | None, str | None]:
    """The normalised value, and the code of the finding where the cell could not be read."""
    text = raw.strip()
    if not text:
        return None, None
    if attribute in YES_OR_NO:
        return _yes_or_no(text)
    if attribute == "lunch":
        known = _LUNCH_OF.get(re.sub(r"[^a-z0-9]", "", text.lower()))
        return known or text[:LONGEST_VALUE], None
    if len(text) > LONGEST_VALUE:
        return text[:LONGEST_VALUE], "value_too_long"
    return text, None


def _yes_or_no(text: str) -> tuple[str | None, str | None]:
    lowered = text.lower()
    if lowered in _YES:
        return "yes", None
    return ("no", None) if lowered in _NO else (None, "bad_value")


def gpa_band(raw: str) -> str | None:
    try:
        gpa = float(raw)
    except ValueError:
        return None
    if not 0 <= gpa <= _HIGHEST_GPA:
        return None
    return next((band for bound, band in GPA_BANDS if gpa < bound), HIGHEST_BAND)


def completed(values: dict[str, str | None]) -> dict[str, str | None]:
    """Adds the band of a GPA, where the district sends the figure but no band of its own."""
    if "gpa" in values and "gpa_band" not in values:
        gpa = values["gpa"]
        return {**values, "gpa_band": gpa_band(gpa) if gpa else None}
    return values
