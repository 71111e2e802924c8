"""The eight areas of 20 USC 1232h: words that make a question touch one of them.

It suggests and leans toward suggesting; a person confirms, for an area raises the consent class.
"""

import re
from typing import Final

from tellmore.guides.linter.findings import Finding, LintCode, LintSeverity, PpraArea

_FAMILY: Final = (
    r"(?:parents?|moms?|mothers?|dads?|fathers?|step(?:mom|dad|mother|father)|guardians?|"
    r"brothers?|sisters?|"
    r"siblings?|family|grandparents?|grandm\w+|grandf\w+|uncles?|aunts?|padres?|mamá|papá|madre|"
    r"familia|"
    r"herman[oa]s?|abuel[oa]s?|padrastro|madrastra)"
)
_APPRAISAL: Final = (
    r"(?:feel about|think of|think about|treat\w*|strict|fight\w*|argue\w*|yell\w*|hit\w*|angry|"
    r"proud|trust|"
    r"relationship|get along|divorc\w*|like about|dislike|problems?|support\w*|care about|love|"
    r"hate|blame|"
    r"opinion|drink\w*|at home|discipline\w*|punish\w*|describe|opinas|piensas de|tratan?|"
    r"pelea\w*|grita\w*|"
    r"castiga\w*|relación|confías|te llevas|en casa|orgullos\w+|cómo es tu)"
)
_WORDS: Final = {
    PpraArea.POLITICAL: (
        r"politic\w*|democrats?|republicans?|conservatives?|liberals?|(?:whom?|how) (?:do|did|"
        r"would|will) \w+ "
        r"(?:parents )?vote|vot(?:e|ed|ing) for|presidential|elections?|protests?|gun control|"
        r"abortion|"
        r"immigration (?:policy|law)|polític\w*|votar\w*|votaste|elecciones|partido político"
    ),
    PpraArea.MENTAL: (
        r"depress\w*|anxi(?:ety|ous)|panic|suicid\w*|self-?harm\w*|kill(?:ing)? yourself|cutting|"
        r"mental\w*|"
        r"psycholog\w*|psychiatr\w*|hopeless|worthless|lonely|loneliness|eating disorder|adhd|"
        r"autis\w*|"
        r"diagnos\w*|medication|trauma\w*|stress(?:ed|ful)?|overwhelmed|depre\w*|ansi(?:edad|oso|"
        r"osa)|"
        r"pánico|suicid\w*|psicol\w*|estrés|estresad[oa]|soledad|desesperanz\w*|trastorno"
    ),
    PpraArea.SEX: (
        r"sex|sexual\w*|sexting|dating|boyfriends?|girlfriends?|gay|lesbian|bisexual|transgender|"
        r"lgbt\w*|"
        r"pregnan\w*|condoms?|birth control|virgin\w*|kiss\w*|hook(?:ed|ing)? up|porn\w*|"
        r"gender identity|"
        r"sexo|novi[oa]s?|embaraz\w*|condón|anticoncept\w*|orientación sexual"
    ),
    PpraArea.ILLEGAL: (
        r"drugs?|alcohol\w*|beer|drunk|drink(?:ing)?|vap(?:e|es|ed|ing)|smok(?:e|es|ed|ing)|weed|"
        r"marijuana|"
        r"cigarettes?|steal\w*|stole|shoplift\w*|gangs?|weapons?|guns?|knife|arrest\w*|jail|"
        r"juvenile|crimes?|"
        r"illegal\w*|broken? the law|vandal\w*|cheat(?:ed|ing)?|truan\w*|skip(?:ped|"
        r"ping)? (?:school|class\w*)|"
        r"run away|ran away|(?:have|did) you (?:ever )?(?:bull\w+|hit|hurt|fought|lied|"
        r"threaten\w*)|"
        r"bully(?:ing)? (?:others|other|someone)|drogas?|borrach\w*|tomar alcohol|fum(?:ar|as|"
        r"ado)|mariguana|"
        r"marihuana|rob(?:ar|aste|ado)|pandillas?|armas?|cárcel|delito|ilegal\w*|copiaste"
    ),
    PpraArea.FAMILY: (
        rf"{_FAMILY}\b[^.?!]*\b{_APPRAISAL}|{_APPRAISAL}\b[^.?!]*\b(?:your|tus?) {_FAMILY}"
    ),
    PpraArea.PRIVILEGED: (
        r"lawyers?|attorneys?|doctors?|physicians?|ministers?|priests?|pastors?|rabbis?|imams?|"
        r"therap\w+|"
        r"confess\w*|abogad[oa]s?|médic[oa]s?|sacerdotes?|pastor(?:es)?|terapeutas?|terapia"
    ),
    PpraArea.RELIGION: (
        r"religio\w*|church\w*|mosques?|temples?|synagogues?|pray\w*|god|faith|bible|quran|koran|"
        r"worship\w*|"
        r"baptiz\w*|christian\w*|muslims?|jewish|catholic\w*|hindu\w*|atheis\w*|iglesia|mezquita|"
        r"rez(?:ar|as)|"
        r"dios|biblia|religi\w+|católic[oa]s?|cristian[oa]s?"
    ),
    PpraArea.INCOME: (
        r"income|salar(?:y|ies)|wages|how much (?:money )?(?:do|does) (?:your|you) \w+ (?:earn|"
        r"make)|"
        r"afford\w*|poor|poverty|rich|welfare|food stamps|snap benefits|reduced(?:-price)? lunch|"
        r"free lunch|"
        r"rent|money (?:at home|problems|worries)|enough (?:money|food)|homeless\w*|evict\w*|"
        r"ingresos?|sueldo|"
        r"salario|cuánto ganan?|pobre\w*|pobreza|alquiler|dinero en casa|almuerzo gratis"
    ),
}
_AREAS: Final = {
    area: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for area, words in _WORDS.items()
}
_TITLES: Final = {
    PpraArea.POLITICAL: "political affiliations or beliefs",
    PpraArea.MENTAL: "mental or psychological problems",
    PpraArea.SEX: "sex behavior or attitudes",
    PpraArea.ILLEGAL: "illegal, anti-social, self-incriminating or demeaning behavior",
    PpraArea.FAMILY: "critical appraisals of close family",
    PpraArea.PRIVILEGED: "privileged relationships",
    PpraArea.RELIGION: "religious practices or beliefs",
    PpraArea.INCOME: "income",
}
_HINT: Final = "Confirm the area, which raises the consent that is needed, or leave the topic out."


def ppra_areas(text: str) -> tuple[Finding, ...]:
    """One finding for each protected area that the words of the text touch."""
    return tuple(
        Finding(
            LintCode.PPRA,
            LintSeverity.WARNING,
            match.span(),
            f"It may touch a protected area: {_TITLES[area]}.",
            _HINT,
            area,
        )
        for area, pattern in _AREAS.items()
        if (match := pattern.search(text))
    )
