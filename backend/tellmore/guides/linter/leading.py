"""Questions that put words into a student's mouth: suggested answers and presuppositions."""

from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.linter.findings import Finding, LintCode, Rule, first_match, rule

_OPEN_HINT: Final = "Leave the answer to the student: begin with “What” or “How”."
_NEUTRAL_HINT: Final = "Ask first what it is like: “What is … like for you?”, then follow up."

_GOOD: Final = (
    r"(?:good|great|amazing|awesome|wonderful|fun|helpful|supportive|excellent|fantastic|easy|safe|"
    r"important|special|happy|proud|exciting|caring|nice|kind|fair)"
)
_BAD: Final = (
    r"(?:bad|boring|hard|difficult|terrible|awful|unfair|unsafe|stressful|mean|rude|scary|lonely|"
    r"frustrating|annoying|strict|confusing|horrible|unhappy|useless|painful|upset\w*)"
)
_FEELING_VERB: Final = (
    r"(?:hate|dislike|despise|love|avoid|skip|fear|struggle|fail|quit|stop\w*|worry|ignore|"
    r"feel (?:so |that )?(?:unsafe|left out|alone|lonely|bored|sad|unhappy|excluded|ignored|"
    r"stressed|unwelcome|unsupported|that way))"
)

_SUGGESTED_EN: Final = (
    rule(
        r"\b(?:don't|doesn't|didn't|isn't|aren't|wasn't|weren't|wouldn't|won't|haven't|hasn't|"
        r"shouldn't|can't|couldn't)\s+(?:you|it|they|we|he|she|this|that|the|your)\b[^.?!,]*\?",
        "It expects agreement: a negative opening has its answer inside.",
        _OPEN_HINT,
    ),
    rule(
        r",\s*(?:right|correct|yes|no|yeah|ok|okay|huh|true)\s*\?|,\s*(?:do|does|did|is|are|was|"
        r"were|"
        r"have|has|can|could|will|would)(?:n't)?\s+(?:you|it|they|he|she|we|there)\s*\?",
        "The tag at the end asks the student to agree.",
        "Drop the tag, and ask what the student thinks.",
    ),
    rule(
        r"\b(?:would|do) you agree\b|(?<!what )(?<!how )\bwould you say (?:that|it)\b|"
        r"\bdon't you think\b|"
        r"\bisn't it true\b|\bI(?:'m sure| bet| think| assume| guess)\b",
        "It states an opinion and asks the student to share it.",
        _OPEN_HINT,
    ),
    rule(
        r"\b(?:most|many|all|other) (?:students|kids|people|of you) "
        r"(?:say|think|feel|love|like|hate|agree|believe|tell us)\b|\bas (?:we|you|"
        r"everyone) (?:all )?know",
        "It tells what others think, and few students like to differ.",
        "Leave out what others think.",
    ),
    rule(
        r"\b(?:is|was|are|were) (?:it|that|this|they) (?:because|due to)\b|"
        r"\b(?:such as|for example|for instance|e\.g\.),?\s|\b(?:is|was) it (?:the |your |"
        r"about )?\w+"
        r"[^?]{0,40}\bor\b[^?]*\?",
        "It offers answers to choose from.",
        "Ask without examples; keep them as probes for later.",
    ),
)
_SUGGESTED_ES: Final = (
    rule(
        r"¿\s*no (?:crees|te parece|piensas|es verdad)\b|,\s*¿?\s*(?:verdad|no|cierto|no es así|"
        r"sí)\s*\?",
        "It expects agreement.",
        "Drop the “¿verdad?”, and ask what the student thinks.",
    ),
    rule(
        r"\b(?:la mayoría|muchos|todos|otros) (?:de los |los )?(?:estudiantes|alumnos|compañeros) "
        r"(?:dicen|piensan|creen|sienten)\b|\bestoy segur[oa]\b|\bcomo (?:todos )?sab(?:es|emos)\b",
        "It tells what others think.",
        "Leave out what others think.",
    ),
    rule(
        r"\b(?:es|fue) porque\b|\b(?:por ejemplo|tal(?:es)? como)\b",
        "It offers answers to choose from.",
        "Ask without examples; keep them as probes for later.",
    ),
)
_PRESUPPOSED_EN: Final = (
    rule(
        rf"\bwhy (?:do|did|are|were|is|was|have|has)(?:n't)? (?:you|students|they|it|the [\w ]+?|"
        rf"your [\w ]+?) "
        rf"(?:\w+ )?(?:{_FEELING_VERB}|(?:so |such )?(?:{_BAD}|{_GOOD}))\b|"
        r"\bwhy (?:don't|didn't|won't|can't) you\b",
        "It takes for granted how the student feels or acts.",
        _NEUTRAL_HINT,
    ),
    rule(
        rf"\bhow (?!important|easy|safe|fair)(?:{_BAD}|{_GOOD}|much (?:better|worse|"
        rf"more \w+)) (?:is|was|are|were|do|does|did|"
        rf"has|have)\b|"
        r"\bhow much (?:do|did|does) (?:you|students|they) (?:like|love|hate|enjoy|dislike|miss)\b",
        "It takes for granted that it is so, and asks only how much.",
        _NEUTRAL_HINT,
    ),
    rule(
        rf"\bwhat (?:makes|made|is making)\b(?! \(or)[^.?!]*?\b(?:so|such|too) (?:an? )?(?:{_BAD}|"
        rf"{_GOOD})\b|"
        rf"\bwhat (?:makes|made)\b(?! \(or)[^.?!(]*\b{_BAD}\b|"
        r"\bwhat (?:do|did) you (?:hate|dislike|love)\b",
        "It takes for granted how the student finds it.",
        _NEUTRAL_HINT,
    ),
    rule(
        r"\bwhen did (?:you|it|they) (?:first )?(?:stop|start|begin|get worse|become)\b|"
        r"\b(?:how|in what ways) (?:has|have|did|does|do) [^?]*\b(?:improved?|helped|hurt|worsened|"
        r"ruined|harmed|failed|benefit\w*|gotten (?:better|worse)|made (?:things )?(?:better|"
        r"worse))\b",
        "It takes for granted that something happened.",
        "Ask first what, if anything, has changed.",
    ),
    rule(
        r"\b(?:now that|given that|considering that|since)\b[^,?]{4,},|\bthe fact that\b|"
        r"\b(?:did|do|are) you (?:realize|aware|know|notice)\w* (?:that|how)\b",
        "It states something as a fact before it asks.",
        "Leave out the statement, and ask what the student has seen.",
    ),
)
_PRESUPPOSED_ES: Final = (
    rule(
        r"\bpor qué (?:no )?(?:te (?:gusta|molesta|aburre|cuesta|sientes)|odias|evitas|faltas|"
        r"dejaste|"
        r"tienes miedo)\b|\bpor qué (?:es|son|era) tan\b|\bqué (?:odias|detestas)\b",
        "It takes for granted how the student feels or acts.",
        _NEUTRAL_HINT,
    ),
    rule(
        r"\b(?:qué tan|cuán) (?:mal[oa]?|difícil|aburrid[oa]|injust[oa]|buen[oa])\b|"
        r"\bcuánto (?:te gusta|odias|disfrutas)\b|\b(?:ya que|dado que|el hecho de que)\b",
        "It takes something for granted.",
        _NEUTRAL_HINT,
    ),
)


def suggested_answer(text: str, language: Language) -> tuple[Finding, ...]:
    rules: tuple[Rule, ...] = _SUGGESTED_ES if language is Language.ES else _SUGGESTED_EN
    return first_match(text, rules, LintCode.SUGGESTED_ANSWER)


def presupposition(text: str, language: Language) -> tuple[Finding, ...]:
    rules: tuple[Rule, ...] = _PRESUPPOSED_ES if language is Language.ES else _PRESUPPOSED_EN
    return first_match(text, rules, LintCode.PRESUPPOSITION)
