"""Words that no dictionary knows and that are one slip away from a word that everybody knows."""

import importlib.util
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from checks.prose import Sentence
from checks.wordlists import WordLists, dutch

FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/opt/homebrew/share/hunspell", "/Library/Spelling")
"""Where systems install hunspell's dictionaries."""
_NAMES = {"nl": ("nl_NL",), "en": ("en_GB", "en_US"), "de": ("de_DE",), "fr": ("fr_FR", "fr"), "es": ("es_ES",)}
SHORTEST, LONGEST = 5, 24
OFTEN = 2
"""A word that stands there more often was meant so: a term, a name."""
FOREIGN, CAPITALS = 0.3, 0.6
"""A sentence with a larger part of unknown words, or of those and capitals, is in another language, or in none."""
_WORD = re.compile(r"(?<![\w@#/\\.:_'’$-])[^\W\d_]+(?![\w@#/\\_'’$-]|\.\w|:/)")
_CODE = re.compile(r"\$[^$\n]*\$|`[^`\n]*`|\\\(.*?\\\)")
_MARK = re.compile(r"[$`\\]")
_SAID, _COMMON, _SHORT_COMMON = 2.0, 3.5, 4.0
"""Zipf values: a word that people say, one that they say often, and one that a short word may be meant for."""
_SHORT_NOUNS = frozenset({"as", "ei", "ui", "bh", "tv", "pc", "wc", "cd", "os", "la"})
_KEYS = ("qwertyuiop", "asdfghjkl ", "zxcvbnm   ")
_TAKEN_FOR = ("aeiouyéèëï", "dt", "ck", "sz", "fv", "bp", "gk", "mn")


@dataclass(frozen=True)
class Slip:
    """A word at `start` and `end` of the text, and what was probably meant."""

    start: int
    end: int
    word: str
    meant: str


@lru_cache(maxsize=8)
def dictionaries(language: str) -> tuple[Any, ...]:
    """hunspell with the dictionaries of `language` (`nl`); none when none is installed.

    Words are given to it of letters alone and at most `LONGEST` long: it is a C library, and texts are not trusted.
    """
    try:
        import hunspell
    except ImportError:
        return ()
    return tuple(hunspell.Hunspell(path.stem, hunspell_data_dir=str(path.parent)) for path in _files(language))


def installed() -> list[str]:
    """The languages that a dictionary was found for."""
    return [language for language in _NAMES if _files(language)]


def _files(language: str) -> list[Path]:
    folders = [*FOLDERS, _carried()] if language == "en" else FOLDERS
    found: dict[Path, Path] = {}
    for name in _NAMES.get(language, ()):
        for folder in folders:
            path = Path(folder) / f"{name}.dic"
            if path.is_file() and path.with_suffix(".aff").is_file():
                found.setdefault(path.resolve(), path)
    return list(found.values())


def _carried() -> str:
    """The folder of American English that comes with the package itself."""
    spec = importlib.util.find_spec("hunspell")
    return str(Path(spec.origin).parent / "dictionaries") if spec and spec.origin else ""


def slips(sentences: Sequence[Sentence], text: str, language: str) -> Iterator[Slip]:
    """The typing errors in these sentences of `text`; none when there is no dictionary of `language`."""
    if not dictionaries(language):
        return
    strange = _unknown({word for s in sentences for word in s.words}, language)
    meant = {word: right for word in sorted(strange) if (right := correction(word, language)) is not None}
    places: dict[str, list[tuple[int, int]]] = {}
    for sentence in sentences:
        if meant.keys() & set(sentence.words) and not _foreign(sentence, strange):
            for match in _words(text, sentence.start, sentence.end):
                if match[0] in meant:
                    places.setdefault(match[0], []).append(match.span())
    for word, spans in places.items():
        if len(spans) <= OFTEN:
            yield from (Slip(start, end, word, meant[word]) for start, end in spans)


def _foreign(sentence: Sentence, strange: set[str]) -> bool:
    """Whether many of its words are unknown, or two that stand together: a quotation in another language."""
    unknown = [word in strange for word in sentence.words]
    beside = any(a and b for a, b in itertools.pairwise(unknown))
    if beside or sum(unknown) > max(1, FOREIGN * len(unknown)):
        return True
    # A line of capitals and an unknown word: a verse, a prayer, an inscription.
    capitals = sum(word[:1].isupper() for word in sentence.words[1:])
    return capitals + sum(unknown) >= CAPITALS * len(unknown)


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    code = [m.span() for m in _CODE.finditer(text, start, end)] if _MARK.search(text, start, end) else []
    for match in _WORD.finditer(text, start, end):
        if match[0].isalpha() and not any(a <= match.start() < b for a, b in code):
            yield match


_REMEMBERED = 100_000
_unheard: dict[str, bool] = {}
"""Dutch words that this process met, and whether no list knows them: most words of a text stand in the one before."""


def _unknown(words: set[str], language: str) -> set[str]:
    """Which of these words are not known; what is too short or too long counts as known.

    In Dutch the lists decide, as hunspell may need a second for one long compound; names are left out there.
    """
    asked = {w for w in words if 3 <= len(w) <= LONGEST and w.isalpha()}
    lists = dutch() if language == "nl" else None
    if lists is None:
        return {word for word in asked if not spelled(word, language)}
    if fresh := [w for w in asked if w not in _unheard]:
        if len(_unheard) > _REMEMBERED:
            _unheard.clear()
            fresh = list(asked)
        said, kinds = lists.zipf(fresh), lists.kinds(fresh)
        for word, zipf, kind in zip(fresh, said, kinds, strict=True):
            _unheard[word] = word.islower() and not zipf > _SAID and not kind
    return {w for w in asked if _unheard[w]}


@lru_cache(maxsize=50_000)
def spelled(word: str, language: str, *, name: bool = True) -> bool:
    """Whether a dictionary of the language knows the word, as a `name` too, or without its accents."""
    for speller in dictionaries(language):
        try:
            if speller.spell(word) or (name and speller.spell(word.capitalize())):
                return True
        except UnicodeEncodeError:
            return True  # A letter that the dictionary's own encoding lacks.
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return name and plain != word and spelled(plain, language)


def correction(word: str, language: str) -> str | None:
    """The word that was meant by this unknown one, when it is one slip away and, in Dutch, common enough."""
    if not (word.islower() and SHORTEST <= len(word) <= LONGEST):
        return None
    lists = dutch() if language == "nl" else None
    if language == "nl" and lists is None:
        return None
    near = lists.near(word) if lists else _doubled_or_swapped(word)
    near = [w for w in near if _slip(word, w) and not _form_of(word, w)]
    if lists:
        near = [w for w, zipf in zip(near, lists.zipf(near), strict=True) if len(word) >= 7 or zipf >= _SHORT_COMMON]
        if not near or _compound(word, lists):
            return None
    near = [w for w in near if spelled(w, language, name=False)]
    if not near or (not lists and len(near) > 1) or any(spelled(word, other) for other in _NAMES):
        return None
    return near[0]


def _compound(word: str, lists: WordLists) -> bool:
    """Whether it is two common words written as one, which Dutch does freely and no dictionary lists."""
    cuts = range(3, len(word) - 2)
    first, second = lists.zipf([word[:i] for i in cuts]), lists.zipf([word[i:] for i in cuts])
    if ((first > _COMMON) & (second > _COMMON)).any():
        return True
    # A noun of two letters (as, ei, ui) may end one; an ending such as -en or -er is none.
    return word[-2:] in _SHORT_NOUNS and bool(lists.kinds([word[:-2]])[0])


def _form_of(word: str, other: str) -> bool:
    """Whether the two differ in their ending only, as forms of one word do; -d for -t is an error all the same."""
    if len(word) == len(other):
        return word[:-1] == other[:-1] and {word[-1], other[-1]} != {"d", "t"}
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return longer[:-1] == shorter and longer[-1] in "sneret" and longer[-1] != shorter[-1]


def _slip(word: str, meant: str) -> bool:
    """Whether one slip of the hand or the ear makes `word` of `meant`: a letter more, less, swapped or mistaken."""
    if len(word) != len(meant):
        longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    differ = [i for i, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b]
    if len(differ) == 1:
        return word[differ[0]] in _mistaken(meant[differ[0]])
    return len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(word) == sorted(meant)


def _doubled_or_swapped(word: str) -> list[str]:
    """Every string by two letters swapped, a letter doubled, or one of a double left out: hardly ever another word."""
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]
    doubled = [word[:i] + word[i] + word[i:] for i in range(len(word))]
    single = [word[:i] + word[i + 1 :] for i in range(len(word) - 1) if word[i] == word[i + 1]]
    return [w for w in dict.fromkeys(swapped + doubled + single) if w != word]


@lru_cache
def _mistaken(letter: str) -> str:
    """The letters that are hit or heard instead of this one: beside it on the keyboard, another vowel, a twin."""
    near = {c for group in _TAKEN_FOR for c in group if letter in group}
    for row, keys in enumerate(_KEYS):
        if (at := keys.find(letter)) >= 0:
            for other in _KEYS[max(0, row - 1) : row + 2]:
                near |= set(other[max(0, at - 1) : at + 2])
    return "".join(sorted(near - {letter, " "}))
