"""Questions that invite a student to name another student."""

from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.linter.findings import Finding, LintCode, first_match, rule

_PEER: Final = (
    r"(?:students?|kids?|friends?|classmates?|peers?|boys?|girls?|child(?:ren)?|people|persons?)"
)
_ADULT: Final = (
    r"(?:teacher|adult|staff|counsel\w+|principal|coach|parent|famil\w+|mentor|mother|father)"
)
_REASON: Final = "It invites naming another student, who is absent and has not agreed."
_HINT: Final = (
    "Ask without a person: “What might make it hard for some students to …?” "
    "and remind everyone to leave out names."
)

_EN: Final = (
    rule(
        rf"\b(?:another|any other|other|a|an|any|some|one|which|what|specific|"
        rf"certain) (?:\w+ )?{_PEER} "
        rf"(?:who|that|whom|in your|you know)\b",
        _REASON,
        _HINT,
    ),
    rule(
        rf"\b(?:which|what) (?:of (?:your|the) )?(?:\w+ )?{_PEER}\b|"
        rf"\b(?:name|identify|list|point out|tell (?:me|us) who)\b[^.?!]*\b(?:{_PEER}|who|someone|"
        rf"anyone)\b",
        _REASON,
        _HINT,
    ),
    rule(
        rf"(?:^|[.?!,;]\s*|\band )who(?:'s| is| are| was| were| do| does| did| else| in| at|"
        rf" bull\w+| pick\w*| "
        rf"mak\w+| start\w*| caus\w*)\b(?![^.?!]*\b{_ADULT})",
        _REASON,
        _HINT,
    ),
    rule(
        rf"\b(?:do you know|can you think of|is there|have you seen|do you have) "
        rf"(?:anyone|someone|anybody|somebody|a (?:\w+ )?{_PEER})\b(?![^.?!]*\b{_ADULT})",
        _REASON,
        _HINT,
    ),
)
_ES: Final = (
    rule(
        r"\b(?:otr[oa]s?|algún|alguna|un|una|qué|cuál(?:es)?) (?:de tus )?(?:estudiantes?|"
        r"alumn[oa]s?|compañer[oa]s?|"
        r"amig[oa]s?|niñ[oa]s?|chic[oa]s?)\b[^.?!]*\bque\b|\bqué (?:estudiantes?|compañer[oa]s?|"
        r"amig[oa]s?)\b",
        _REASON,
        _HINT,
    ),
    rule(
        r"¿\s*(?:a |con |de )?quién(?:es)?\b(?![^.?!]*\b(?:maestr|profesor|adult|director|"
        r"consejer|famil))|"
        r"\b(?:conoces a|piensas en|hay) alguien\b",
        _REASON,
        _HINT,
    ),
)


def names_a_peer(text: str, language: Language) -> tuple[Finding, ...]:
    return first_match(text, _ES if language is Language.ES else _EN, LintCode.NAMES_A_PEER)
