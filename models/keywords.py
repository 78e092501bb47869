"""Keyword candidates from spaCy: nouns and short phrases, ranked by how much rarer they are elsewhere."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from models.features import Vectorizer

TRAINED = ("nl_core_news_sm", "nl_core_news_md", "nl_core_news_lg")
MAX_CHARS = 40_000
_VERB_ENDINGS = re.compile(r"(?:eren|elijk|elijke|ende|ing?e)$")
_NOT_NOUNS = frozenset(
    [
        "goed",
        "goede",
        "juist",
        "juiste",
        "groot",
        "grote",
        "klein",
        "kleine",
        "nieuw",
        "nieuwe",
        "eerste",
        "tweede",
        "derde",
        "laatste",
        "volgende",
        "verschillende",
        "aantal",
        "keer",
        "manier",
        "deel",
        "stuk",
        "soort",
        "ding",
        "dingen",
        "les",
        "lessen",
        "opdracht",
        "opdrachten",
        "vraag",
        "vragen",
        "antwoord",
        "antwoorden",
        "opgave",
        "opgaven",
        "hoofdstuk",
        "paragraaf",
        "pagina",
        "bladzijde",
        "voorbeeld",
        "bijvoorbeeld",
        "leerling",
        "leerlingen",
        "docent",
        "klas",
        "naam",
        "datum",
        "schrift",
        "boek",
        "figuur",
        "afbeelding",
        "tabel",
        "bron",
        "zin",
        "zinnen",
        "woord",
        "woorden",
        "tekst",
        "maak",
        "schrijf",
        "bereken",
        "noem",
        "leg",
        "lees",
        "kijk",
        "gebruik",
        "geef",
        "vul",
        "teken",
        "zet",
        "zie",
        "jaar",
        "dag",
        "minuten",
        "uur",
        "volgens",
        "waarbij",
        "waarin",
        "hiervoor",
        "daarna",
        "vervolgens",
        "samen",
        "alleen",
        "heel",
        "veel",
        "meer",
        "minder",
        "steeds",
        "altijd",
        "nooit",
        "misschien",
        "eigenlijk",
        "gewoon",
        "weer",
        "toch",
        "punten",
        "punt",
        "stap",
        "hieronder",
        "example",
        "question",
        "answer",
        "lesson",
        "chapter",
        "page",
    ]
)


@dataclass(frozen=True)
class Keyword:
    """`start` and `end` are the first place where it stands; `score` is between 0 and 1."""

    text: str
    start: int
    end: int
    score: float


@lru_cache(maxsize=1)
def pipeline() -> tuple[Any, bool]:
    """A trained Dutch pipeline when one is installed, else an empty one with stop words and the lemma tables."""
    import spacy
    from spacy.util import is_package

    for name in TRAINED:
        if is_package(name):
            return spacy.load(name, exclude=["ner", "parser"]), True
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp, False


@lru_cache(maxsize=1)
def _english_stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


_RUN = re.compile(r"\S{200,}")
"""No word: data in letters. spaCy's tokeniser takes quadratic time for it."""


def keywords(text: str, vectorizer: Vectorizer, *, title: str = "", top: int = 8) -> list[Keyword]:
    """Terms of one or two words. What counts: how often it stands there, how rare it is in the training texts,
    whether the title holds it, and how early it comes."""
    nlp, tagged = pipeline()
    doc = nlp(_RUN.sub(lambda m: " " * len(m.group()), text[:MAX_CHARS]))
    places: dict[str, list[Any]] = defaultdict(list)
    pairs: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    previous = None
    for token in doc:
        if not _candidate(token, tagged):
            if not token.is_space:
                previous = None
            continue
        lemma = (token.lemma_ or token.text).lower()
        places[lemma].append(token)
        if previous is not None and previous.i + 1 == token.i:
            pairs[f"{previous.text.lower()} {token.text.lower()}"].append((previous, token))
        previous = token
    heading = title.lower()
    length = max(1, len(text))
    found: list[tuple[float, str, int, int]] = []
    for tokens in places.values():
        first = tokens[0]
        score = (1 + np.log(len(tokens))) * _rarity(first.text.lower(), vectorizer)
        score *= 1.6 if first.text.lower() in heading else 1.0
        score *= 1.15 - 0.3 * first.idx / length
        score *= 0.6 if len(tokens) == 1 and len(places) > 15 else 1.0
        common: dict[str, int] = defaultdict(int)
        for t in tokens:
            common[t.text] += 1
        shown = max(common, key=lambda k: (common[k], -len(k)))
        found.append((score, shown if shown.isupper() else shown.lower(), first.idx, first.idx + len(first.text)))
    for phrase, at in pairs.items():
        if len(at) >= 2:
            left, right = at[0]
            score = (
                (1 + np.log(len(at)))
                * 1.25
                * max(_rarity(left.text.lower(), vectorizer), _rarity(right.text.lower(), vectorizer))
            )
            found.append((score, phrase, left.idx, right.idx + len(right.text)))
    found.sort(key=lambda item: (-item[0], item[2]))
    return _without_parts(found, top)


def _candidate(token: Any, tagged: bool) -> bool:
    """A noun by its tag; without tags a word that is long enough, no stop word and no everyday school word."""
    word = token.text.lower()
    if word in _english_stop_words():
        return False
    if not token.is_alpha or len(word) < 3 or token.is_stop or word in _NOT_NOUNS:
        return False
    if tagged:
        return token.pos_ in ("NOUN", "PROPN")
    lemma = (token.lemma_ or "").lower()
    if len(word) < 4 and not token.text.isupper():
        return False
    return not (lemma != word and lemma.endswith("en") and not word.endswith("en")) and not _VERB_ENDINGS.search(word)


def _rarity(word: str, vectorizer: Vectorizer) -> float:
    features = vectorizer.features_of(word)
    whole = features[vectorizer.blocks[features] == 0]
    top = float(vectorizer.idf.max()) if len(vectorizer.idf) else 1.0
    return float(vectorizer.idf[whole[0]]) if len(whole) else 0.8 * top


def _without_parts(found: list[tuple[float, str, int, int]], top: int) -> list[Keyword]:
    """The best, leaving out a word that already stands in a chosen phrase."""
    chosen: list[Keyword] = []
    best = found[0][0] if found else 1.0
    for score, text, start, end in found:
        if any(text in k.text.split() or set(text.split()) & set(k.text.split()) for k in chosen):
            continue
        chosen.append(Keyword(text, start, end, min(1.0, score / best)))
        if len(chosen) == top:
            break
    return chosen
