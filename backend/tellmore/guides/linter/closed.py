"""Yes/no questions, told from open ones by how the main clause begins.

English: a clause that begins with an auxiliary ("Do you …", "Is it …") or a statement with a
question mark asks for yes or no; one that begins with a question word or a prompt ("Tell me …")
does not. A request to tell ("Can you describe …") is answered by telling. Spanish: a question
without an accented question word asks for sí or no.
"""

import re
from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.linter.sentences import Sentence, sentences

_AUX: Final = (
    r"(?:do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|shall|should|may|might|"
    r"must)(?:n't)?"
)
_SUBJECT: Final = (
    r"(?:you|i|we|they|he|she|it|there|this|that|these|those|the|your|our|my|their|his|her|any\w*|"
    r"some\w*|every\w*|all|most|students?|teachers?|people|kids|school|not)"
)
_LEAD: Final = re.compile(
    r"^(?:[^\w(]*(?:so|and|but|or|well|now|okay|ok|um|uh|hm+|then|also|yeah|yes|right|alright|"
    r"please|i guess|i mean|you know|first|second|finally|next|also|just)\b[\s,.-]*)+",
    re.IGNORECASE,
)
_PROMPT: Final = re.compile(
    r"^(?:tell|describe|explain|share|give|walk|talk|complete|think of|imagine|say more|"
    r"help (?:me|us)|"
    r"paint|show|list|recall|remember|let's talk|i'd (?:like|love) to hear|i wonder|"
    r"i'm wondering)\b",
    re.IGNORECASE,
)
_REQUEST: Final = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |maybe |just |kind of )*(?:tell|describe|explain|"
    r"share|give|walk|talk|help (?:me|us)|say more|say a|elaborate|expand)|"
    r"(?:can|could|may) (?:i|we) ask\b.*\b(?:what|why|how|which)\b|"
    r"would you mind (?:telling|describing|explaining|sharing|giving))",
    re.IGNORECASE,
)
_QUESTION_WORD: Final = (
    rf"(?:(?:what|why|how|which|who|whose|whom)\b|(?:when|where)(?:'s|'re|'d)?\s+{_AUX}\b|"
    rf"(?:when|where)'s\b)"
)
_OPEN_START: Final = re.compile(
    rf"^(?:(?:in|at|to|for|from|with|by|on|of|about|under|through|during)\s+)?{_QUESTION_WORD}",
    re.IGNORECASE,
)
_OPEN_INSIDE: Final = re.compile(
    rf"(?:[,;:-]+\s*(?:and |so |then |or |um,? |uh,? |like,? )*|\bwonder(?:ing)?\s(?:if )?|\band\s|"
    rf"\b(?:is|was|be)\s){_QUESTION_WORD}|\b(?:tell|give) (?:me|us)\b",
    re.IGNORECASE,
)
_CLOSED_START: Final = re.compile(rf"^{_AUX}\s+{_SUBJECT}\b", re.IGNORECASE)
_SUBORDINATE: Final = re.compile(
    r"^(?:when|if|where|while|since|because|before|after|as|given|although|though|once|whenever)\b",
    re.IGNORECASE,
)
_CLOSED_INSIDE: Final = re.compile(rf",\s*{_AUX}\s+{_SUBJECT}\b", re.IGNORECASE)
_SPANISH_WORD: Final = re.compile(
    r"\b(?:qué|cómo|cuál(?:es)?|quién(?:es)?|dónde|adónde|cuándo|cuánt[oa]s?)\b", re.IGNORECASE
)
_SPANISH_EMBEDDED: Final = re.compile(
    r"^¿?\s*(?:sabes|recuerdas|entiendes|puedes (?:pensar|decir)|crees|sientes|tienes|has|te|hay|"
    r"eres|estás|es|son|fue|piensas|quieres)\b",
    re.IGNORECASE,
)
_SPANISH_REQUEST: Final = re.compile(
    r"^¿?\s*(?:me |nos )?(?:puedes|podrías|puede|podría) (?:contar|decir|describir|explicar|hablar|"
    r"compartir)",
    re.IGNORECASE,
)
RATIONALE: Final = re.compile(
    r"\bwhy\s*(?:/|or|,)\s*why not\b|(?:^|[.?!]\s*|,?\s(?:and|or)\s)(?:why(?: not)?|how so)\s*\?|"
    r"\b(?:please )?explain(?: why| your answer)?\s*\.|"
    r"¿?\bpor qué (?:sí )?(?:o|/|y) por qué no\b|(?:^|[.?!]\s*|\s[yo]\s)¿?por qué(?: no)?\s*\?",
    re.IGNORECASE,
)


def _closed_english(text: str) -> bool:
    clause = _LEAD.sub("", text)
    if _PROMPT.search(clause) or _REQUEST.search(clause):
        return False
    if _CLOSED_START.search(clause):
        return True
    if _SUBORDINATE.search(clause) and not _OPEN_START.search(clause):
        return bool(_CLOSED_INSIDE.search(clause)) or not _OPEN_INSIDE.search(clause)
    return not _OPEN_START.search(clause) and not _OPEN_INSIDE.search(clause)


def _closed_spanish(text: str) -> bool:
    question = text[text.index("¿") :] if "¿" in text else text
    if _SPANISH_REQUEST.search(question):
        return False
    return bool(_SPANISH_EMBEDDED.search(question)) or not _SPANISH_WORD.search(question)


def _is_closed(sentence: Sentence, language: Language) -> bool:
    if RATIONALE.search(sentence.text):
        return False
    if language is Language.ES:
        return sentence.asks and _closed_spanish(sentence.text)
    begins_as_question = _CLOSED_START.search(_LEAD.sub("", sentence.text))
    return bool(sentence.asks or begins_as_question) and _closed_english(sentence.text)


def opens_a_question(text: str) -> bool:
    """Whether an English clause begins as a question or a prompt, after words like "And so"."""
    clause = _LEAD.sub("", text)
    return any(
        pattern.search(clause) for pattern in (_OPEN_START, _CLOSED_START, _PROMPT, _REQUEST)
    )


def closed_sentences(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a text that can be answered with yes or no."""
    return tuple(each for each in sentences(text) if _is_closed(each, language))


def carries_rationale(text: str) -> bool:
    """Whether "why / why not" stands in the text, which turns a yes/no question open."""
    return bool(RATIONALE.search(text))
