"""Language of a text: its commonest words where they settle it, langdetect with a fixed seed where they do not, and
neither for program code, formulas and short scraps."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from models.classes import DATA
from models.features import WORD

FEWEST_LETTERS, ENOUGH_LETTERS, SHORT_LETTERS = 12, 40, 120
"""Under the first nothing is said; under the second only what common words or another script show; under the third
less is believed."""
SAMPLES = 5
SAMPLE_CHARS = 1500
CLEAR, LEAD, KIN_LEAD = 0.1, 1.8, 1.3
"""The commonest words settle a language when they are a tenth of the text and nearly twice those of any other; a cousin of
Dutch shares many of them, so that a third more is enough there."""
KIN = frozenset({"nl", "af", "fy", "nds", "li"})
"""Dutch and its cousins; langdetect knows only Afrikaans of them and takes the others for it or for Dutch."""
TAUGHT_IN = 0.4
"""Where Dutch words are this share of those of the other language, the other one is taught and Dutch explains it."""
USUAL = frozenset({"nl", "en", "de", "fr", "es", "fy", "pap", "tr", "ar", "uk"})
"""Languages that lessons here are written in; another one needs more to be believed."""

_CODE_LINE = re.compile(
    r"[{};]\s*$|^\s*(?:def|class|import|from|for|while|if|else|return|print|var|let|const|#include|</?\w)\b.*[(:=<*+\[]"
    r"|[=<>]{1,2}.*[()\[\]]|^\s{4,}\S+\(|^\$|\\[a-zA-Z]+\s*[\[{(]|\w\(\w*[,)]"
)
_LONG_LINE = 400
"""Letters of a line that are looked at for code: a line of a minified program can be very long."""
_NO_PROSE = re.compile(
    r"[!-~]{200,}|https?://\S+|\S+@\S+|\$[^$\n]{1,200}\$|\\\(.{1,200}?\\\)|\\[a-zA-Z]+|[\w.-]+\.(?:com|nl|org|be)\b"
)
_COMMENT = re.compile(r"(?:(?<!:)//+|^\s*#+|\s#+|^\s*%+)\s*([^\W\d_].*)$")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_OTHER_SCRIPTS = frozenset({"ar", "uk", "ru", "tr", "el", "zh", "ja", "he", "fa"})
_LATIN = re.compile(r"[A-Za-zÀ-ž]{2,}")


Shares = defaultdict[str, float]
Way = Literal["common-words", "langdetect", "declared"]
"""What settled it: the commonest words, letter patterns, or what the file declares of itself."""


@dataclass(frozen=True)
class LanguageFinding:
    """`code` is BCP 47; `mixed` names other languages found; `start` and `end` frame the first words that were read,
    and `words` are the commonest words that settled it."""

    code: str | None
    chance: float
    mixed: tuple[str, ...] = ()
    by: Way = "langdetect"
    start: int = 0
    end: int = 0
    words: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def function_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each common word with the languages that have it; shared by several it says less for each."""
    owners: dict[str, list[str]] = {}
    for line in (DATA / "function_words.tsv").read_text(encoding="utf-8").splitlines():
        code, words = line.split("\t")
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in owners.items()}


def prose(text: str) -> str:
    """The text without program code (its comments stay), formulas and addresses, and each line once."""
    kept: dict[str, None] = {}
    for line in text.splitlines():
        if _CODE_LINE.search(line[:_LONG_LINE]):
            comment = _COMMENT.search(line[:_LONG_LINE])
            line = comment.group(1) if comment else ""
        if line := line.strip():
            kept[line] = None
    return _NO_PROSE.sub(" ", "\n".join(kept))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    return detect_langs, LangDetectException


def _langdetect(text: str) -> tuple[str, float] | None:
    detect_langs, error = _detector()
    try:
        best = detect_langs(text)[0]
    except error:
        return None
    return {"zh-cn": "zh", "zh-tw": "zh"}.get(best.lang, best.lang), float(best.prob)


@dataclass(frozen=True)
class _Vote:
    code: str
    chance: float
    words: tuple[str, ...] = ()


def _common(words: list[str]) -> Shares:
    """Share of the words that each language calls its own."""
    known = function_words()
    shares: Shares = defaultdict(float)
    for word in words:
        for code, weight in known.get(word, ()):
            shares[code] += weight / len(words)
    return shares


def _vote(sample: str) -> tuple[_Vote | None, Shares]:
    """What the commonest words of a stretch of text settle; None when they do not, with the share of each language."""
    words = [w for w in WORD.findall(sample.lower()) if not w[0].isdigit()]
    shares = _common(words)
    ranked = sorted(shares.items(), key=lambda item: -item[1])[:2]
    if not ranked:
        return None, shares
    (best, top), second = ranked[0], (ranked[1][1] if len(ranked) > 1 else 0.0)
    if best not in KIN and shares["nl"] >= max(0.05, TAUGHT_IN * top):
        return _Vote("nl", 0.85, _used(words, "nl")), shares
    if best == "nl" and top >= CLEAR and len(ranked) > 1 and ranked[1][0] not in KIN and top < LEAD * second:
        return _Vote("nl", 0.85, _used(words, "nl")), shares
    lead = KIN_LEAD if best in KIN and ranked[-1][0] in KIN else LEAD
    if top < CLEAR or top < lead * second:
        return None, shares
    used = _used(words, best)
    return (_Vote(best, 0.99, used) if len(used) >= (3 if len(words) > 6 else 2) else None), shares


def _used(words: list[str], code: str) -> tuple[str, ...]:
    """The words most used that are this language's own more than others'."""
    known, own = function_words(), _own(code)
    found = Counter(w for w in words if w in own)
    return tuple(sorted(found, key=lambda w: (len(known[w]) > 2, -found[w]))[:5])


@lru_cache
def _own(code: str) -> frozenset[str]:
    return frozenset(word for word, codes in function_words().items() if any(c == code for c, _ in codes))


def _believed(sample: str, shares: Shares, said: str | None) -> _Vote | None:
    """What langdetect says, corrected where it is known to slip."""
    found = _langdetect(sample)
    if found is None:
        return None
    code, chance = found
    if said in USUAL and said != code and shares[said] >= max(0.05, TAUGHT_IN * shares[code]):
        return _Vote(said, 0.85)
    if code in KIN:
        # Afrikaans is a usual slip for short, simple Dutch.
        cousin = max(KIN - {"nl"}, key=lambda c: (shares[c], c))
        if shares[cousin] > KIN_LEAD * shares["nl"] and shares[cousin] >= CLEAR:
            return _Vote(cousin, 0.6)
        return _Vote("nl", min(chance, 0.6 if shares[cousin] > 0.8 * shares["nl"] > 0 else 0.9))
    if code in ("uk", "ru", "bg", "mk"):
        ukrainian, russian = (sum(c in letters for c in sample.lower()) for letters in ("іїєґ", "ыэъё"))
        code = "uk" if ukrainian > russian else "ru"
    best = max(shares, key=lambda c: shares[c], default="")
    if code not in USUAL and best in USUAL and shares[best] >= 0.03:
        # So are Catalan, Danish and others for lists of terms in Dutch or English.
        return _Vote(best, min(chance, 0.7))
    # Without a common word of that language in it, it is a list of names or terms.
    backed = shares[code] >= 0.03 or code in _OTHER_SCRIPTS
    return _Vote(code, chance if backed else 0.6 * chance)


@lru_cache(maxsize=4)
def detect(text: str, *, declared: str | None = None) -> LanguageFinding:
    """The language of most of the text; with little prose the declared language counts, or nothing."""
    kept = prose(text)
    if _GREEK.search(kept) and sum(map(len, _LATIN.findall(kept[:6000]))) >= ENOUGH_LETTERS:
        # Greek between words of another language is what is taught, not what is taught in.
        kept = _GREEK.sub(" ", kept)
    letters = sum(map(str.isalpha, kept[:4000]))
    said = (declared or "").split("-")[0].lower() or None
    undecided = LanguageFinding(said, 0.75 if said else 0.0, by="declared")
    if letters < FEWEST_LETTERS:
        return undecided
    step = max(SAMPLE_CHARS, len(kept) // SAMPLES) if len(kept) > 1.5 * SAMPLE_CHARS else len(kept)
    samples = [kept[i : i + min(step, SAMPLE_CHARS + SAMPLE_CHARS // 2)] for i in range(0, len(kept), step)][:SAMPLES]
    votes: Shares = defaultdict(float)
    total = 0.0
    words: dict[str, tuple[str, ...]] = {}
    unclear = []
    for sample in samples:
        size = sum(map(str.isalpha, sample))
        vote, shares = _vote(sample)
        if vote is None:
            unclear.append((size, sample, shares))
            continue
        total += size
        votes[vote.code] += size * vote.chance
        words[vote.code] = tuple(dict.fromkeys(words.get(vote.code, ()) + vote.words))[:5]
    # langdetect takes ten times as long as all the rest, so it is asked where that can change the answer.
    for size, sample, shares in unclear if 2 * total < sum(size for size, *_ in unclear) else ():
        if size >= FEWEST_LETTERS and (vote := _believed(sample, shares, said)):
            total += size
            votes[vote.code] += size * vote.chance
    if not votes:
        return undecided
    code, weight = max(votes.items(), key=lambda item: item[1])
    if code not in USUAL and (usual := [c for c, v in votes.items() if c in USUAL and v > 0.3 * weight]):
        code = max(usual, key=lambda c: votes[c])
    chance = votes[code] / total
    short, clear = letters < SHORT_LETTERS, bool(words.get(code))
    if said and said != code and said in votes and (short or votes[said] > 0.4 * total):
        code, chance = said, votes[said] / total
    elif short and not clear and said and said != code:
        return undecided
    elif short and not clear and code not in _OTHER_SCRIPTS and (letters < ENOUGH_LETTERS or code not in USUAL):
        return LanguageFinding(None, chance)
    if short and not clear:
        chance *= 0.8
    if said == code:
        chance = min(0.99, chance + 0.05)
    mixed = tuple(sorted(k for k, v in votes.items() if k != code and v > 0.2 * total))
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    by: Way = "common-words" if clear else "langdetect"
    return LanguageFinding(code, min(chance, 0.99), mixed, by, start, min(len(text), start + 160), words.get(code, ()))
