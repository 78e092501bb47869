"""Resource type: words and forms that show what a material is, such as questions with answers or a teacher guide."""

import re
from dataclasses import dataclass

from models.fields._make import in_text, outside, suggestion
from models.material import Material
from models.material_text import name_words
from schemas.suggestion import Evidence, Suggestion


@dataclass(frozen=True)
class Rule:
    """`title` speaks strongly (title and file name), `text` weakly: each different match counts once."""

    value: str
    title: re.Pattern[str]
    text: re.Pattern[str]


def _rule(value: str, title: str, text: str) -> Rule:
    return Rule(value, re.compile(rf"\b(?:{title})", re.I), re.compile(rf"\b(?:{text})", re.I))


RULES = (
    _rule(
        "evaluatie- en toetsmateriaal",
        r"toets|proefwerk|oefentoets|examen|quiz|overhoring|proeftoets|diagnostische|zelftest|rubric|test\b",
        r"normering|aantal punten|\d+\s?(?:p|pt|punten)\b|cijfer =|hulpmiddelen:|meerkeuzevragen|beoordelingsmodel|nakijkmodel",
    ),
    _rule(
        "gesloten opdracht",
        r"werkblad|oefening|opgaven?\b|sommen|oefenblad|invul|opdrachtenblad|exercise",
        r"vul in|bereken|kruis aan|omcirkel|streep door|onderstreep|noteer het antwoord|los op|vul (?:de|het) .{0,30} aan|"
        r"maak de sommen|kies het juiste|verbind|waar of niet waar|zet in de goede volgorde|opgave \d+|vraag \d+",
    ),
    _rule(
        "open opdracht",
        r"project|praktische opdracht|opdracht|challenge|eindopdracht|ontwerp",
        r"bedenk zelf|ontwerp een|maak een (?:poster|presentatie|filmpje|verslag|folder|programma|ontwerp)|schrijf een|"
        r"inleveren|overleg (?:met|in)|presenteer|werk in (?:groepjes|tweetallen|duo)|logboek|programma van eisen",
    ),
    _rule(
        "verkennings- en onderzoeksmateriaal",
        r"practicum|proef\b|experiment|onderzoek|simulatie|excursie|webquest",
        r"onderzoeksvraag|hypothese|werkwijze|benodigdheden|meetresultaten|waarneming|meet de|voer de proef|conclusie:|meetwaarden",
    ),
    _rule(
        "handleiding",
        r"docentenhandleiding|lerarenhandleiding|docenthandleiding|handleiding|lesplan|lesvoorbereiding|docent|teacher|"
        r"leraar|studiewijzer|planner|lesbrief|installeren|uitleg docent",
        r"lesdoel|lesopbouw|voor de (?:docent|leerkracht|leraar)|lesduur|de leerlingen (?:gaan|maken|leren|krijgen|kunnen)|"
        r"laat (?:de )?leerlingen|klassikaal|nabespreken|voorkennis van de leerlingen|differentiatie",
    ),
    _rule(
        "informatiebron",
        r"samenvatting|theorie|uitleg|hoofdstuk|paragraaf|begrippen|aantekening|artikel|college|summary|woordenlijst|§",
        r"samengevat|definitie|met andere woorden|bijvoorbeeld|we noemen dit|dat heet|betekent dat|hieronder zie je|ofwel|oftewel",
    ),
    _rule(
        "gereedschap",
        r"rekenmachine|generator|sjabloon|template|checklist|formuleblad|stappenplan|converter",
        r"vul dit sjabloon|gebruik dit formulier|invulsjabloon",
    ),
    _rule(
        "professionaliseringsmateriaal",
        r"nascholing|training voor docenten|professionalisering|workshop voor leraren",
        r"nascholing|professionele ontwikkeling|lerarenopleiding|intervisie",
    ),
)
TITLE_SCORE, TEXT_SCORE, ENOUGH = 3.0, 0.8, 2.4
TEXT_CHARS = 30_000


def suggest(material: Material) -> list[Suggestion]:
    head = f"{material.title}\n{name_words(material.document.source)}"
    text = material.document.text[:TEXT_CHARS]
    scored: list[tuple[float, Rule, list[Evidence]]] = []
    for rule in RULES:
        evidence: list[Evidence] = []
        score = 0.0
        if m := rule.title.search(head):
            score += TITLE_SCORE
            why, why_en = "De titel of bestandsnaam zegt wat het is.", "The title or file name says what it is."
            at = material.document.text.find(m.group())
            end = at + len(m.group())
            evidence.append(in_text(material, at, end, why, why_en) if at >= 0 else outside(m.group(), why, why_en))
        seen: set[str] = set()
        for m in rule.text.finditer(text):
            if m.group().lower() in seen:
                continue
            seen.add(m.group().lower())
            score += TEXT_SCORE if len(seen) <= 5 else 0
            if len(evidence) < 3:
                why, why_en = "Zulke zinnen horen bij dit soort materiaal.", "Such phrases belong to this kind."
                evidence.append(in_text(material, m.start(), m.end(), why, why_en))
        if score >= ENOUGH:
            scored.append((score, rule, evidence))
    scored.sort(key=lambda item: -item[0])
    if not scored:
        return []
    total = sum(s for s, _, _ in scored)
    best = scored[0][0]
    return [
        suggestion(
            material,
            "resource_type",
            rule.value,
            min(0.85, 0.35 + 0.5 * score / total * min(1.0, score / 4)),
            evidence,
            "rules",
            vocabulary="vdex_learningresourcetype_czp_20060628",
        )
        for score, rule, evidence in scored[:2]
        if score >= 0.6 * best
    ]
