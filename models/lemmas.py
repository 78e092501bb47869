"""Nouns and their dictionary form, from spaCy's tables and stop words; made once per language, then a look-up a word."""

import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from models.classes import DATA

TABLES = {"nl": ("lemma_index", "lemma_exc", "lemma_rules"), "en": ("lemma_index", "lemma_exc", "lemma_rules"),
          "fr": ("lemma_index", "lemma_exc", "lemma_rules"), "es": ("lemma_index", "lemma_exc")}  # fmt: skip
"""Languages for which spaCy has lists of nouns."""
NEAREST = {"fy": "nl", "nds": "nl", "li": "nl", "pap": "es"}
"""Whose stop words serve a language that spaCy does not know."""
SHORTEST_TAIL = 4
Kind = Literal["noun", "maybe", "verb", "adjective", "other", "unknown"]
_CACHE_LIMIT = 40_000
_DOUBLED = re.compile(r"([bdfgklmnprst])\1en$")
_PARTICIPLE = re.compile(r"(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|weg)?ge\w{3,}[dt]")
_PRONOMINAL = re.compile(r"(?:waar|daar|hier|er)(?:aan|achter|af|bij|boven|door|heen|in|langs|mee|na|naar|om|onder|op|over|"
                         r"tegen|toe|tussen|uit|van|voor|op|vandaan|binnen|buiten|naast)")  # fmt: skip


@lru_cache(maxsize=1)
def spacy() -> ModuleType:
    """spaCy, loaded without torch: it would take that in when the encoder is installed, for nothing that is used here,
    with seconds and hundreds of megabytes in a process that may never need the encoder."""
    absent: Any = object()
    torch = sys.modules.get("torch", absent)
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        module = import_module("spacy")
        import_module("spacy.lookups")
    finally:
        if torch is absent:
            del sys.modules["torch"]
        else:
            sys.modules["torch"] = torch
    return module


@lru_cache
def not_keywords(language: str) -> frozenset[str]:
    """Everyday words of lessons that head no shelf: "opdracht", "voorbeeld"."""
    found: set[str] = set()
    for line in (DATA / "not_keywords.tsv").read_text(encoding="utf-8").splitlines():
        code, words = line.split("\t")
        if code in (language, "en"):
            found.update(words.split())
    return frozenset(found)


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """spaCy's stop words of a language; none when it does not know the language."""
    spacy()
    try:
        found = import_module(f"spacy.lang.{NEAREST.get(language, language)}.stop_words").STOP_WORDS
    except ImportError:
        return frozenset()
    return frozenset(w.lower() for w in found)


@dataclass
class Lemmas:
    """The words of one language by kind. `kind` also says "maybe" for a noun that is a form of a verb as well, and
    "unknown" for a word in no list, which a name or a compound may be."""

    language: str
    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    noun_forms: dict[str, str] = field(default_factory=dict)
    verb_forms: frozenset[str] = frozenset()
    noun_rules: tuple[tuple[str, str], ...] = ()
    adjective_forms: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    _known: dict[str, tuple[Kind, str]] = field(default_factory=dict)

    def look_up(self, word: str) -> tuple[Kind, str]:
        """Kind and dictionary form of a lower-case word."""
        known = self._known.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            self._known[word] = known
        return known

    def _look_up(self, word: str) -> tuple[Kind, str]:
        if word in self.stop or len(word) < 3:
            return "other", word
        lemma = self._noun(word)
        if word in self.unwanted or (lemma and lemma in self.unwanted):
            return "other", word
        if not self.nouns:
            return "unknown", word
        if self.language == "nl" and _PRONOMINAL.fullmatch(word):
            return "other", word
        describes = self.describes(word)
        if describes and word not in self.nouns:
            return "adjective", word
        if lemma:
            verbal = word in self.verbs or (word in self.verb_forms and lemma == word)
            return ("maybe" if verbal or describes else "noun"), lemma
        if word in self.verbs or word in self.verb_forms or self._verb(word):
            return "verb", word
        if tail := self._tail(word):
            return "noun", tail
        if self.language == "nl" and word.endswith(("e", "end")):
            return "adjective", word
        return "unknown", word

    def describes(self, word: str) -> bool:
        """Whether it can be an adjective."""
        return word in self.adjectives or word in self.adjective_forms or self._adjective(word)

    def _noun(self, word: str) -> str | None:
        """ "breuken" and "breuk" give "breuk"."""
        if (form := self.noun_forms.get(word)) is not None:
            return form
        if word in self.nouns:
            return word
        if self.language == "nl" and _DOUBLED.search(word) and word[:-3] in self.nouns:
            return word[:-3]
        for ending, instead in self.noun_rules:
            if word.endswith(ending) and (found := word.removesuffix(ending) + instead) in self.nouns:
                return found
        return None

    def _tail(self, word: str) -> str | None:
        """A compound is two words that are known, with or without a link: "vraagcurve", "groepswerk"."""
        if len(word) < 8 or self.language != "nl":
            return None
        for start in range(3, len(word) - SHORTEST_TAIL + 1):
            head = word[:start]
            if not (self._part(head) or self._part(head.removesuffix("s")) or self._part(head.removesuffix("en"))):
                continue
            tail = self._noun(word[start:])
            if tail and len(tail) >= SHORTEST_TAIL and tail not in self.stop:
                return head + tail
        return None

    def _part(self, head: str) -> bool:
        return len(head) > 2 and (head in self.nouns or head in self.adjectives or f"{head}en" in self.verbs)

    def _adjective(self, word: str) -> bool:
        """ "mooie", "witte", "digitale" and "potentiële" come of "mooi", "wit", "digitaal" and "potentieel"."""
        if self.language != "nl" or not word.endswith("e") or len(word) < 5:
            return False
        stem = word[:-1]
        forms = (stem, stem[:-1], stem[:-1] + stem[-2] + stem[-1], stem.replace("ë", "ee"))
        return any(form in self.adjectives for form in forms)

    def _verb(self, word: str) -> bool:
        """ "betekent", "vertaal", "bestaat" and "afgelegd" are forms of verbs."""
        if self.language != "nl":
            return False
        if _PARTICIPLE.fullmatch(word):
            return True
        stem = word.removesuffix("t")
        short = re.sub(r"(aa|ee|oo|uu)(?=[^aeiou]$)", lambda m: m.group()[0], stem)
        return any(form in self.verbs for form in (f"{stem}en", f"{stem}{stem[-1:]}en", f"{short}en", f"{stem}n"))


@lru_cache(maxsize=6)
def lemmas(language: str) -> Lemmas:
    """The tables of a language; without nouns for one that spaCy has no list of."""
    stop, unwanted = stop_words(language), not_keywords(language)
    if language not in TABLES:
        return Lemmas(language, stop=stop, unwanted=unwanted)
    spacy()
    tables = import_module("spacy.lookups").load_lookups(language, list(TABLES[language]))
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    rules = tables.get_table("lemma_rules").get("noun", []) if "lemma_rules" in TABLES[language] else []
    return Lemmas(
        language,
        nouns=frozenset(index.get("noun", ())),
        verbs=frozenset(index.get("verb", ())),
        adjectives=frozenset(index.get("adj", ())),
        noun_forms={form: found[0] for form, found in exceptions.get("noun", {}).items()},
        verb_forms=frozenset(exceptions.get("verb", ())),
        noun_rules=tuple((ending, instead) for ending, instead in rules if ending),
        adjective_forms=frozenset(exceptions.get("adj", ())),
        stop=stop,
        unwanted=unwanted,
    )
