"""The questions and tasks in a text, and what each asks of a learner: to remember, to understand, to apply and so on."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Literal

Kind = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
"""The levels of Anderson and Krathwohl's taxonomy (2001), a revision of Bloom's."""

_VERBS: dict[Kind, str] = {
    "remember": "noemen noem opnoemen benoemen opzoeken overschrijven lezen luisteren bekijken kijken invullen vullen "
    "aankruisen omcirkelen onderstrepen aanwijzen herhalen leren omcirkel onderstreep "
    "name list read copy watch underline circle memorise memorize recall",
    "understand": "uitleggen leg beschrijven beschrijf verklaren samenvatten vertalen toelichten omschrijven definiëren "
    "illustreren navertellen samenvat vat licht explain describe summarise summarize translate define",
    "apply": "berekenen uitrekenen reken teken tekenen meten meet oplossen los toepassen gebruiken gebruik herleiden "
    "maken maak vereenvoudigen omrekenen aflezen construeren schetsen schets uitvoeren voer programmeren testen test "
    "sorteren rangschikken verbinden "
    "geven geef bepalen zoeken zoek schrijven pas kleur markeren rond "
    "calculate compute draw measure solve make write find",
    "analyse": "vergelijken vergelijk onderzoeken onderzoek analyseren analyseer ontleden afleiden verzamelen bewijs "
    "bewijzen controleren verdelen compare analyse analyze examine investigate prove derive check",
    "evaluate": "beoordelen beargumenteren bespreken discussiëren bediscussiëren verantwoorden reflecteren evalueren "
    "evalueer kritiseren judge evaluate discuss argue justify assess reflect",
    "create": "ontwerpen ontwerp bedenken bedenk formuleren verzin verzinnen componeren bouwen bouw creëren "
    "presenteren design invent create build compose",
}
_KIND = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs.split()}
_LABEL = re.compile(
    r"(?im)^[ \t#*]*(?:(?:huiswerk|eind|extra|bonus|oefen|reken|praktijk|les|groeps)?"
    r"(?:opdracht|oefening|opgave|vraag|taak|exercise|task|assignment|question|challenge|problem)(?:en|s)?)"
    r"(?:[ \t]*\d+[.\d]*[a-z]?\b|[ \t]+[a-z]\b|[ \t]*:|[ \t*]*$)"
)
_START = re.compile(r"[ \t>*•·–-]*(?:\(?\d{1,3}[a-z]?[.):]+|\(?[a-zA-Z][.)])?[ \t]*([^\W\d_]+)")
_SENTENCE_START = re.compile(r"[.!?:][ ]+([A-ZÀ-Þ][^\W\d_]+)")
_SENTENCE_END = re.compile(r"[a-zà-þ0-9)]")
_MARK = re.compile(r"\?(?!\w)")
_SHORTEST, _LONGEST = 10, 400
"""Characters of a question before its mark."""
_BEFORE = 200
"""Characters on its line that may lead up to a question; one in the midst of a paragraph is rhetorical."""
_CLOSED = re.compile(r"[\s\"”’')\]._…*]*(\n|$)|[ \t]*[\t(|]")
_CODE = re.compile(
    r"^[ \t]*(?:\w+[ \t]*(?:=|\bis\b)[ \t]*)?\{?(?:ask|print|echo|input|say|puts|printf|alert|prompt)\}?[ \t(]"
    r"|\w\(f?['\"]|(?:=|<<)[ \t]*f?['\"]"
)
"""A line of a program that puts a question to whoever runs it."""
_WHY = re.compile(r"\b(waarom|waardoor|hoe komt het|in hoeverre|why|how come)\b", re.I)
_EXPLAIN = re.compile(r"\b(hoe|leg uit|wat betekent|verklaar|how|what does .{2,40} mean)\b", re.I)
_COUNT = re.compile(r"\b(hoeveel|bereken|hoe (groot|lang|ver|snel|zwaar|hoog)|how (many|much|far|long))\b", re.I)
_OPINION = re.compile(
    r"\b(vind je|vind jij|volgens jou|jouw mening|ben je het eens|do you think|in your opinion)\b", re.I
)
_RECALL = re.compile(
    r"^\W*(wat (is|zijn|was|waren)|wie|wanneer|waar|welke?|noem|what (is|are)|who|when|where|which)\b", re.I
)
_ONLY_WHEN = re.compile(r"Pas[ ]+(als|op|wanneer|nadat|dan|na|in|tegen|sinds|om)\b")
"""“Pas als …” says when; it is no order to apply something."""
_OBJECT = re.compile(r"[ ]+[a-zà-þ0-9“\"'(‘$`]")


_STEP_WORDS = (
    "klik plak stuur open typ kies download ga druk sleep voeg zet start sla log sluit verbind steek knip vouw lijm meng giet "
    "snijd leg pak haal doe draai loop surf click open select press drag paste install go put cut fold add"
)
_STEPS = frozenset(_STEP_WORDS.split())
"""Orders of a guide that is followed step by step; the table of lemmas has few of them."""
_LEAST_STEPS = 3
_REPLY = re.compile(r"(A|Antw?(oord)?|Answer)\s?:", re.IGNORECASE)
_AFTER = re.compile(r"\s*([^\n]+)")
_TOLD = 5
"""Words of the next line that make it a statement rather than an answer to choose."""


@dataclass(frozen=True)
class Task:
    """A question or task at `start` and `end`; `kind` is None when its words do not say what it asks."""

    start: int
    end: int
    kind: Kind | None
    labelled: bool = False
    """Whether it is only a heading such as “Opdracht 3”."""


Matches = Callable[[re.Pattern[str]], Iterator[re.Match[str]]]


def tasks(text: str, headings: Collection[int] = (), matches: Matches | None = None) -> list[Task]:
    """The questions and tasks in `text` in reading order, each line once.

    `headings` are the offsets where headings start: a question there announces what the text will tell. `matches` is a
    quicker way to get what `finditer` gives on this text.
    """
    found: dict[int, Task] = {}
    starts = set(headings)
    for task in _all(text, matches):
        line = text.rfind("\n", 0, task.start) + 1
        held = found.get(line)
        if (held is None or held.labelled) and (task.labelled or not {line, task.start} & starts):
            found[line] = task
    return [found[line] for line in sorted(found)]


def _all(text: str, matches: Matches | None) -> Iterator[Task]:
    for match in matches(_LABEL) if matches else _LABEL.finditer(text):
        yield Task(*match.span(), kind=None, labelled=True)
    for word in chain(_first_words(text), _words_after_a_sentence(text)):
        kind = _asked(word[1]) if word[1][0].isupper() and not _ONLY_WHEN.match(text, word.start(1)) else None
        if kind is None or _OBJECT.match(text, word.end()) is None:
            continue
        end = _end(text, word.end())
        if 8 <= end - word.start(1) <= 400:
            yield Task(word.start(1), end, kind)
    for mark in _MARK.finditer(text):
        begin = max(text.rfind(stop, max(0, mark.start() - _LONGEST), mark.start()) for stop in ".!?\n") + 1
        begin = max(begin, mark.start() - _LONGEST)
        if mark.start() - begin < _SHORTEST:
            continue
        question = text[begin : mark.end()]
        start = mark.end() - len(question.lstrip())
        before = start - text.rfind("\n", 0, start) - 1
        if _CODE.search(text[start - before : mark.end()]):
            continue
        if before <= _BEFORE and _CLOSED.match(text, mark.end()):
            yield Task(start, mark.end(), _questioned(question))


def open_tasks(text: str, found: list[Task]) -> list[Task]:
    """The tasks of `found` that the text does not go on to answer: a statement after a question is an answer, or what
    a text that only asked to lead up to it has to tell."""
    left = []
    for task, until in zip(found, [*(t.start for t in found[1:]), len(text)], strict=True):
        after = _AFTER.match(text, task.end, until)
        told = after is not None and (
            _REPLY.match(after[1]) is not None or (len(after[1].split()) >= _TOLD and after[1].rstrip()[-1] not in "?:")
        )
        if not (told and text[task.end - 1] == "?"):
            left.append(task)
    return left


def gives_steps(text: str) -> bool:
    """Whether it says what to do line by line, with orders of any verb: “Klik op …”, “Kopieer …”."""
    orders = (m for m in _first_words(text) if m[1][0].isupper() and _is_order(m[1].lower()))
    return sum(1 for _ in islice((m for m in orders if _OBJECT.match(text, m.end())), _LEAST_STEPS)) == _LEAST_STEPS


@lru_cache(maxsize=20_000)
def _is_order(lower: str) -> bool:
    """Whether a word orders a step, or is the stem of a verb by the table: “kopieer” of “kopiëren”."""
    if lower in _STEPS:
        return True
    lemma = _lemmas().get(lower, lower)
    return lemma.endswith("en") and len(lower) < len(lemma) and not lower.endswith(("te", "de"))


def _first_words(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at >= 0:
        if (match := _START.match(text, at)) is not None:
            yield match
        at = text.find("\n", at) + 1 or -1


def _words_after_a_sentence(text: str) -> Iterator[re.Match[str]]:
    return (m for m in _SENTENCE_START.finditer(text) if m.start() and _SENTENCE_END.match(text, m.start() - 1))


def _end(text: str, start: int) -> int:
    stops = [at for mark in ".?!\n" if (at := text.find(mark, start)) >= 0]
    return min(stops, default=len(text) - 1) + 1


def _questioned(question: str) -> Kind | None:
    if _OPINION.search(question):
        return "evaluate"
    if _WHY.search(question):
        return "analyse"
    if _COUNT.search(question):
        return "apply"
    if _EXPLAIN.search(question):
        return "understand"
    return "remember" if _RECALL.search(question) else None


@lru_cache(maxsize=20_000)
def _asked(word: str) -> Kind | None:
    lower = word.lower()
    if lower in _KIND and lower.endswith("en") and lower != "open":
        return None  # “Lezen is …”: no order but the name of what one does.
    if lower in _KIND:
        return _KIND[lower]
    lemma = _lemmas().get(lower, lower)
    return _KIND.get(lemma) if len(lower) < len(lemma) and not lower.endswith(("te", "de")) else None


@lru_cache(maxsize=1)
def _lemmas() -> Mapping[str, str]:
    """spaCy's table of Dutch lemmas, by which “bereken” is a form of “berekenen”."""
    import spacy

    lemmatizer = spacy.blank("nl").add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.initialize()  # type: ignore[attr-defined]
    table: Mapping[str, str] = lemmatizer.lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
    return table
