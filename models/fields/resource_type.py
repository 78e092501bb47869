"""Resource type: what the title calls it, words and forms that belong to a kind, or plain running explanation."""

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


TEST, CLOSED, OPEN = "evaluatie- en toetsmateriaal", "gesloten opdracht", "open opdracht"
EXPLORING, GUIDE, SOURCE = "verkennings- en onderzoeksmateriaal", "handleiding", "informatiebron"
RULES = (
    _rule(
        TEST,
        r"toets(?:je|en)?\b|(?:oefen|proef|diagnostische |voorbeeld|eind|start|instap)-?toets|proefwerk|examen(?:opgaven|training|vragen)?\b|"
        r"(?:instap)?quiz|overhoring|zelftest|rubric|beoordelings(?:formulier|model)|test\b(?! performance)|exam\b|kahoot",
        r"normering|aantal punten|\d+\s?(?:p|pt|punten)\b|cijfer =|hulpmiddelen:|meerkeuzevragen|beoordelingsmodel|nakijkmodel|goed gedaan",
    ),
    _rule(
        CLOSED,
        r"werkblad|oefening(?:en)?\b|opgaven?\b|sommen\b|oefenblad|oefenen\b|invul|opdrachtenblad|exercises?\b|worksheet|vragen\b|vraagstukken|"
        r"antwoorden\b|uitwerkingen\b|denkvragen|inoefening|flashcards|foutenjacht|splitsingen",
        r"vul in|bereken|kruis aan|omcirkel|streep door|onderstreep|noteer het antwoord|los op|vul (?:de|het) .{0,30} aan|"
        r"maak de sommen|kies het juiste|verbind|waar of niet waar|zet in de goede volgorde|opgave \d+|vraag \d+|oefening \d+",
    ),
    _rule(
        OPEN,
        r"project(?:plan|opdracht)?\b|praktische opdracht|opdracht(?:en)?\b|challenges?\b|eindopdracht|keuzeopdracht|ontwerpen?\b|missie\b",
        r"bedenk zelf|ontwerp een|maak een (?:poster|presentatie|filmpje|verslag|folder|programma|ontwerp)|schrijf een|"
        r"inleveren|overleg (?:met|in)|presenteer|werk in (?:groepjes|tweetallen|duo)|logboek|programma van eisen",
    ),
    _rule(
        EXPLORING,
        r"practicum|proef\b|proefje|experiment|onderzoek\b|simulatie|excursie|webquest",
        r"onderzoeksvraag|hypothese|werkwijze|benodigdheden|meetresultaten|waarneming|meet de|voer de proef|conclusie:|meetwaarden",
    ),
    _rule(
        GUIDE,
        r"docenten?handleiding|leraren?handleiding|handleiding|lesplan|lesvoorbereiding|lesopzet|(?:voor|uitleg) (?:de )?(?:docent|leraar|leerkracht)|"
        r"teacher|studiewijzer|planner\b|lesbrief|installeren|stappenplan|tutorial",
        r"lesdoel|lesopbouw|voor de (?:docent|leerkracht|leraar)|lesduur|de leerlingen (?:gaan|maken|leren|krijgen|kunnen)|"
        r"laat (?:de )?leerlingen|klassikaal|nabespreken|voorkennis van de leerlingen|differentiatie",
    ),
    _rule(
        SOURCE,
        r"samenvatting|theorie\b|uitleg\b|hoofdstuk|begrippen(?:lijst)?\b|aantekening|notes\b|artikel|college\b|summary|woordenlijst|§|"
        r"spiekbrief|cheat ?sheet|presentatie\b|formuleblad|definities?\b|voorkennis|overzicht\b",
        r"samengevat|definitie|met andere woorden|bijvoorbeeld|we noemen dit|dat heet|betekent dat|hieronder zie je|ofwel|oftewel",
    ),
    _rule(
        "gereedschap",
        r"rekenmachine\b|generator\b|sjabloon|template\b|checklist|converter",
        r"vul dit sjabloon|gebruik dit formulier|invulsjabloon",
    ),
    _rule(
        "professionaliseringsmateriaal",
        r"nascholing|training voor docenten|professionalisering|workshop voor leraren",
        r"nascholing|professionele ontwikkeling|lerarenopleiding|intervisie",
    ),
)  # fmt: skip
TITLE_SCORE, TEXT_SCORE, ENOUGH, MOST_COUNTED = 3.0, 0.8, 2.4, 5
TEXT_CHARS = 30_000
RUNNING_WORDS, RUNNING_SHARE = 80, 0.45
"""Explanation: so many words in sentences of running text, and that share of all words, with hardly a task."""
NAMED, SHOWN, RUNNING = 0.72, 0.5, 0.55
"""Chance by what showed it: the title, words in the text, or running text without tasks. Set by hand: only summaries by
pupils state their type, four of them in the half of the sources that chances are set on."""
VOCABULARY = "vdex_learningresourcetype_czp_20060628"
_SENTENCE = re.compile(r"(?<![^\s(])[A-ZÀ-Ý«\"'(][^.!?\n]{25,300}[.!](?=\s|$)")
_ASKS = re.compile(
    r"^\W*(?:\d+\w?[.)]\s*)?(?:bereken|geef|vul|toon|noem|maak|schrijf|lees|teken|zet|leg|kies|beantwoord|bewijs|los|vertaal|opdracht|opgave|vraag|"
    r"oefening|exercise|question)\b",
    re.IGNORECASE | re.MULTILINE,
)


def suggest(material: Material) -> list[Suggestion]:
    chosen = material.chosen_title
    head = "\n".join(
        dict.fromkeys((material.title, chosen.text if chosen else "", name_words(material.document.source)))
    )
    text = material.document.text[:TEXT_CHARS]
    scored: list[tuple[float, str, bool, list[Evidence]]] = []
    for rule in RULES:
        named, evidence = _in_title(material, rule, head)
        seen: dict[str, re.Match[str]] = {}
        for m in rule.text.finditer(text):
            seen.setdefault(m.group().lower(), m)
            if len(seen) > MOST_COUNTED:
                break
        score = TITLE_SCORE * named + TEXT_SCORE * min(len(seen), MOST_COUNTED)
        for m in list(seen.values())[: 3 - len(evidence)]:
            why, why_en = "Zulke zinnen horen bij dit soort materiaal.", "Such phrases belong to this kind."
            evidence.append(in_text(material, m.start(), m.end(), why, why_en))
        if score >= ENOUGH:
            scored.append((score, rule.value, named, evidence))
    scored.sort(key=lambda item: -item[0])
    if not scored:
        return _running(material, text)
    best, total = scored[0][0], sum(s for s, *_ in scored)
    return [
        suggestion(material, "resource_type", value, (NAMED if named else SHOWN) * (0.5 + 0.5 * score / total), evidence,
                   "rules", vocabulary=VOCABULARY)
        for score, value, named, evidence in scored[:2]
        if score >= 0.7 * best
    ]  # fmt: skip


def _in_title(material: Material, rule: Rule, head: str) -> tuple[bool, list[Evidence]]:
    m = rule.title.search(head)
    if not m:
        return False, []
    why, why_en = "De titel of bestandsnaam zegt wat het is.", "The title or file name says what it is."
    at = material.document.text.find(m.group())
    end = at + len(m.group())
    return True, [in_text(material, at, end, why, why_en) if at >= 0 else outside(m.group(), why, why_en)]


def _running(material: Material, text: str) -> list[Suggestion]:
    """Text that explains and asks nothing is a source of information."""
    sentences = list(_SENTENCE.finditer(text))
    running = sum(m.group().count(" ") + 1 for m in sentences)
    words = text.count(" ") + 1
    if running < RUNNING_WORDS or running < RUNNING_SHARE * words or len(_ASKS.findall(text)) > 2:
        return []
    why = f"De tekst legt uit ({len(sentences)} zinnen lopende tekst) en vraagt bijna niets."
    why_en = f"The text explains ({len(sentences)} sentences of running text) and asks hardly anything."
    m = sentences[0]
    evidence = [in_text(material, m.start(), m.end(), why, why_en)]
    return [suggestion(material, "resource_type", SOURCE, RUNNING, evidence, "rules", vocabulary=VOCABULARY)]
