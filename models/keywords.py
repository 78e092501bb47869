"""Keywords: nouns, names and short phrases that stand out, weighed by how often they stand there, how rare they are in
other lessons, whether title, headings or the curriculum name them, and how early they come."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models.features import WORD, Vectorizer
from models.lemmas import Lemmas, lemmas

if TYPE_CHECKING:
    from curriculum import Curriculum

MAX_WORDS = 6000
MOST_LETTERS = 40
TITLE, HEADING, NAME, TOPIC, PHRASE, ONCE = 1.8, 1.35, 1.4, 1.35, 1.3, 0.55
"""What a term's score is multiplied by: in the title, in a heading, in the file name, a topic of the curriculum, a
phrase, and for one that stands there once only in a text of some length."""
_DETERMINERS = frozenset(
    ["de", "het", "een", "deze", "dit", "die", "dat", "elke", "elk", "geen", "van", "met", "per", "over", "the", "a",
     "an", "this", "of", "le", "la", "les", "un", "une", "des", "du", "el", "los", "las", "una"]
)  # fmt: skip
_LINKS = frozenset(["van", "of", "de", "du", "del"])
_ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z][A-Z0-9&]{1,5}")
_NUMERAL = re.compile(
    r"[IVXLC]+|[A-Z]\d?|H\d+|NL|EN|DE|FR|OK|PDF|URL|HTTPS?|VWO|HAVO|VMBO|MBO|HBO|TL|GL|BB|KB|PO|VO|SO|CC|BY|SA|NC|ND|CC0"
)
_MARKUP = re.compile(
    r"[!-~]{200,}|\\(?:begin|end|includegraphics|ref|label|cite|usepackage|input)\s*(?:\[[^\]\n]*\])?\{[^}\n]*\}|^\s*\\(?:draw|node|path|addplot|coordinate)\b.*$|"
    r"\$[^$\n]{1,300}\$|\\\(.{1,300}?\\\)|\\[a-zA-Z]+|https?://\S+|\S+@\S+|&\w+;",
    re.MULTILINE,
)
"""No words: LaTeX, addresses, and data in letters."""
_ELIDED = re.compile(r"^(?:[ldsnjcmt]|qu)['’]", re.IGNORECASE)
_INSIDE = re.compile(r"[^\S\n]{1,2}|[-’']")


@dataclass(frozen=True)
class Keyword:
    """`start` and `end` are the first place where it stands, `times` how often; `score` is between 0 and 1 and
    `because` names what raised it: title, heading, name, topic."""

    text: str
    start: int
    end: int
    score: float
    times: int = 1
    because: tuple[str, ...] = ()


@dataclass
class _Term:
    lemma: str
    size: int
    doubtful: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    rarity: float = 0.0

    def add(self, shown: str, start: int, end: int, rarity: float) -> None:
        self.forms[shown] += 1
        self.starts.append(start)
        self.ends.append(end)
        self.rarity = max(self.rarity, rarity)

    @property
    def shown(self) -> str:
        """As it is written most, plural or not."""
        return max(self.forms, key=lambda f: (self.forms[f], -len(f)))


@lru_cache(maxsize=4)
def topics(known: "Curriculum") -> frozenset[str]:
    """The topics of all goals that may be suggested, word by word in dictionary form."""
    table = lemmas("nl")
    found = set()
    for goal in known.suggestable():
        for topic in goal.topics:
            words = [table.look_up(w)[1] for w in WORD.findall(topic.lower())]
            if 0 < len(words) <= 3:
                found.add(" ".join(words))
    return frozenset(found)


def keywords(
    text: str,
    vectorizer: Vectorizer,
    *,
    language: str = "nl",
    title: str = "",
    headings: Sequence[str] = (),
    name: str = "",
    subjects: Collection[str] = (),
    top: int = 8,
) -> list[Keyword]:
    """The `top` terms, best first. `subjects` are terms of the curriculum in dictionary form; `name` is the words of
    the path."""
    table = lemmas(language)
    terms = _terms(_MARKUP.sub(lambda m: " " * len(m.group()), text), table, vectorizer, subjects)
    _add_named(terms, {"title": title, "name": name}, table, vectorizer, subjects)
    if not terms:
        return []
    places = {
        "title": _lemma_set(title, table),
        "heading": _lemma_set("\n".join(headings), table),
        "name": _lemma_set(name, table),
    }
    weights = {"title": TITLE, "heading": HEADING, "name": NAME}
    length = max(1, len(text))
    found = []
    for term in terms.values():
        times = len(term.starts)
        absent = term.starts[0] < 0
        parts = set(term.lemma.split())
        because = [p for p, held in places.items() if parts <= held]
        if term.doubtful and not because:
            continue
        score = (1 + np.log(times)) * term.rarity
        for place in because[:2]:
            score *= weights[place]
        if term.lemma in subjects:
            score *= TOPIC
            because.append("topic")
        if term.size > 1:
            if times < 2 and not because:
                continue
            score *= PHRASE
        elif times == 1 and not because and len(terms) > 20:
            score *= ONCE
        score *= (0.8 if "title" in because else 0.6) if absent else 1.15 - 0.3 * term.starts[0] / length
        found.append((float(score), term, tuple(because)))
    found.sort(key=lambda item: (-item[0], item[1].starts[0]))
    return _distinct(_longer(found), top)


def _lemma_set(text: str, table: Lemmas) -> set[str]:
    return {table.look_up(w)[1] for w in WORD.findall(text.lower())} if text else set()


def _terms(text: str, table: Lemmas, vectorizer: Vectorizer, subjects: Collection[str]) -> dict[str, _Term]:
    terms: dict[str, _Term] = {}
    capitals: dict[str, list[tuple[str, int, int, bool]]] = defaultdict(list)
    previous: list[tuple[str, str, str, int, int]] = []  # kind, lemma, shown, start, end of the words just before
    last_end = 0
    for number, m in enumerate(WORD.finditer(text)):
        if number >= MAX_WORDS:
            break
        word, start, end = m.group(), m.start(), m.end()
        if table.language in ("fr", "it") and (elided := _ELIDED.match(word)):
            word, start = word[elided.end() :], start + elided.end()
            if not word:
                continue
        lower = word.lower()
        between = text[last_end:start]
        joined = bool(_INSIDE.fullmatch(between)) and last_end > 0
        last_end = end
        if not joined:
            previous = []
        if word[0].isdigit() or len(word) > MOST_LETTERS:
            previous = []
            continue
        kind: str
        kind, lemma = table.look_up(lower)
        if word.isupper() and len(word) > 1:
            if (
                _ACRONYM.fullmatch(word)
                and not _NUMERAL.fullmatch(word)
                and lower not in table.unwanted
                and len(word) < 6
            ):
                kind, lemma, lower = "noun", word, word
            elif kind == "unknown":
                kind = "other"
        named = word[0].isupper() and joined and kind in ("unknown", "noun", "maybe") and not word.isupper()
        doubtful = kind == "maybe" and lower in table.verbs and lemma == lower
        if kind == "maybe":
            backed = previous and (previous[-1][1] in _DETERMINERS or previous[-1][0] == "adjective")
            kind = "noun" if doubtful or backed or (lemma != lower and lemma in subjects) else "weak"
            if kind == "weak" and table.describes(lower):
                kind = "adjective"
        elif kind == "unknown" and table.nouns:
            capitals[lower].append((word, start, end, named))
            kind = "name" if named else "weak"
        elif kind == "unknown":
            kind = "noun" if len(lower) > 3 else "other"
        if kind in ("noun", "name"):
            rarity = _rarity(lower, vectorizer)
            shown = word if kind == "name" or lower == word else lower
            if len(lower) > 2 or word.isupper():
                terms.setdefault(lemma, _Term(lemma, 1, doubtful)).add(shown, start, end, rarity)
            if not doubtful:
                _phrases(terms, previous, (kind, lemma, shown, start, end), rarity)
            previous = [*previous[-2:], (kind, lemma, shown, start, end)]
        elif kind == "adjective":
            previous = [*previous[-2:], (kind, lower, lower, start, end)]
        else:
            previous = [*previous[-2:], ("other", lower, lower, start, end)]
    _add_unknown(terms, capitals, vectorizer)
    return terms


def _phrases(
    terms: dict[str, _Term],
    previous: list[tuple[str, str, str, int, int]],
    noun: tuple[str, str, str, int, int],
    rarity: float,
) -> None:
    """ "complexe getallen", "wet van Newton": an adjective or a noun with "van" before a noun."""
    _, lemma, shown, _, end = noun
    if previous and previous[-1][0] in ("adjective", "name", "noun"):
        kind, first, as_shown, start, _ = previous[-1]
        if kind != "noun" or rarity > 0:
            _phrase(terms, [first, lemma], f"{as_shown} {shown}", start, end, rarity)
    if len(previous) > 1 and previous[-1][1] in _LINKS and previous[-2][0] in ("noun", "name"):
        _, first, as_shown, start, _ = previous[-2]
        _phrase(terms, [first, previous[-1][1], lemma], f"{as_shown} {previous[-1][2]} {shown}", start, end, rarity)


def _phrase(terms: dict[str, _Term], lemmas_: list[str], shown: str, start: int, end: int, rarity: float) -> None:
    if len(set(lemmas_)) == len(lemmas_):
        key = " ".join(lemmas_)
        terms.setdefault(key, _Term(key, len(lemmas_))).add(shown, start, end, rarity)


def _add_unknown(
    terms: dict[str, _Term], capitals: dict[str, list[tuple[str, int, int, bool]]], vectorizer: Vectorizer
) -> None:
    """Words in no list: a name when it has a capital inside a sentence, a term when it stands there more than once."""
    for lower, places in capitals.items():
        if lower in terms or len(lower) < 4 or len(places) < 2 or any(named for *_, named in places):
            continue
        term = terms.setdefault(lower, _Term(lower, 1))
        capital = all(word[0].isupper() for word, *_ in places)
        for word, start, end, _ in places:
            term.add(word if capital else lower, start, end, 0.9 * _rarity(lower, vectorizer))


def _add_named(
    terms: dict[str, _Term], places: dict[str, str], table: Lemmas, vectorizer: Vectorizer, subjects: Collection[str]
) -> None:
    """Nouns that title or path name and the text does not, as a folder often says what a worksheet is about."""
    for place, words in places.items():
        for m in WORD.finditer(words):
            lower = m.group().lower()
            kind, lemma = table.look_up(lower)
            if lemma in terms or len(lower) < 5 or kind not in ("noun", "maybe"):
                continue
            if place == "title" or len(lower) > 5:
                terms.setdefault(lemma, _Term(lemma, 1)).add(lower, -1, -1, _rarity(lower, vectorizer))


def _rarity(word: str, vectorizer: Vectorizer) -> float:
    """Between 0 and 1: 1 for a word that one training text in thousands has."""
    features = vectorizer.features_of(word.lower())
    whole = features[vectorizer.blocks[features] == 0]
    top = float(vectorizer.idf.max()) if len(vectorizer.idf) else 1.0
    return float(vectorizer.idf[whole[0]]) / top if len(whole) else 0.75


def _longer(found: list[tuple[float, _Term, tuple[str, ...]]]) -> list[tuple[float, _Term, tuple[str, ...]]]:
    """A word that stands mostly in one phrase gives way to it: "complexe getallen" for "getallen"."""
    times = {term.lemma: len(term.starts) for _, term, _ in found}
    instead: dict[str, str] = {}
    for _, term, _ in found:
        if term.size > 1:
            for part in term.lemma.split():
                if part in times and 2 * len(term.starts) >= times[part] and len(term.starts) > 1:
                    instead[part] = term.lemma
    best = {term.lemma: score for score, term, _ in found}
    raised = []
    for score, term, because in found:
        if term.lemma in instead:
            continue
        if term.size > 1:
            score = max([score, *(best.get(p, 0.0) for p, whole in instead.items() if whole == term.lemma)])
        raised.append((score, term, because))
    return sorted(raised, key=lambda item: (-item[0], item[1].starts[0]))


def _distinct(found: list[tuple[float, _Term, tuple[str, ...]]], top: int) -> list[Keyword]:
    """The best, without a word that a chosen phrase holds or a phrase of which a word was chosen for itself."""
    chosen: list[Keyword] = []
    taken: list[set[str]] = []
    best = found[0][0]
    for score, term, because in found:
        parts = set(term.lemma.split())
        if any(parts & other for other in taken):
            continue
        taken.append(parts)
        chosen.append(
            Keyword(term.shown, term.starts[0], term.ends[0], min(1.0, score / best), len(term.starts), because)
        )
        if len(chosen) == top:
            break
    return chosen
