"""Language of a text: langdetect with a fixed seed, told apart from code and short scraps, with markers for
languages that it takes for Dutch."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.features import WORD

ENOUGH_LETTERS = 40
SAMPLES = 5
SAMPLE_CHARS = 1500
FRISIAN = frozenset(
    [
        "ik",
        "de",
        "it",
        "fan",
        "en",
        "is",
        "yn",
        "dat",
        "net",
        "op",
        "in",
        "foar",
        "mei",
        "hat",
        "hawwe",
        "binne",
        "wie",
        "oan",
        "út",
        "by",
        "wurde",
        "wurdt",
        "moat",
        "kinne",
        "kin",
        "sille",
        "sil",
        "skoalle",
        "fryske",
        "frysk",
        "lju",
        "nei",
        "mar",
        "ek",
        "no",
        "jim",
        "jimme",
        "hja",
        "har",
        "syn",
        "dêr",
        "dit",
        "wat",
        "hoe",
        "wêr",
        "wa",
        "wannear",
        "troch",
        "tsjin",
        "alle",
        "bern",
        "jierren",
    ]
)
_FRISIAN_ONLY = frozenset(
    [
        "fan",
        "yn",
        "foar",
        "hawwe",
        "hat",
        "binne",
        "wurde",
        "wurdt",
        "moat",
        "kinne",
        "sille",
        "skoalle",
        "fryske",
        "frysk",
        "jimme",
        "hja",
        "dêr",
        "wêr",
        "wannear",
        "tsjin",
        "út",
        "nei",
        "ek",
        "troch",
        "bern",
        "it",
        "oan",
    ]
)
_PAPIAMENTU_ONLY = frozenset(
    [
        "ta",
        "na",
        "ku",
        "di",
        "un",
        "nan",
        "pa",
        "mi",
        "bo",
        "nos",
        "boso",
        "tin",
        "ora",
        "hende",
        "mucha",
        "mas",
        "pero",
        "esaki",
        "e",
        "ei",
        "tambe",
        "no",
        "por",
        "mester",
        "skol",
        "bon",
        "awor",
        "tabata",
        "lo",
        "ken",
        "kico",
        "kiko",
        "unda",
        "dunami",
        "papia",
        "skirbi",
        "buki",
        "siman",
    ]
)
_DUTCH = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "ik",
        "je",
        "dat",
        "niet",
        "op",
        "te",
        "zijn",
        "voor",
        "met",
        "die",
        "maar",
        "ook",
        "naar",
        "deze",
        "dan",
        "wordt",
        "hebben",
        "heeft",
        "kunnen",
        "moet",
        "zoals",
        "wat",
        "hoe",
        "waarom",
        "door",
        "over",
        "bij",
        "uit",
    ]
)
_CODE_LINE = re.compile(r"[{};]\s*$|^\s*(?:def|class|import|from|for|while|if|else|return|print|var|let|const|#include|</?\w)|[=<>]{1,2}.*[()\[\]]|^\s{4,}\S+\(|^\$")  # fmt: skip


@dataclass(frozen=True)
class LanguageFinding:
    """`code` is BCP 47; `share` the part of the samples that agree; `mixed` names other languages found."""

    code: str | None
    chance: float
    mixed: tuple[str, ...] = ()
    by: str = "langdetect"
    start: int = 0
    end: int = 0


def prose(text: str) -> str:
    """The text without lines that look like program code, addresses and bare numbers."""
    lines = [line for line in text.splitlines() if not _CODE_LINE.search(line)]
    kept = "\n".join(lines)
    return re.sub(r"https?://\S+|\S+@\S+", " ", kept)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    return detect_langs, LangDetectException


def _detect(text: str) -> tuple[str, float] | None:
    detect_langs, error = _detector()
    try:
        best = detect_langs(text)[0]
    except error:
        return None
    return {"zh-cn": "zh", "zh-tw": "zh"}.get(best.lang, best.lang), float(best.prob)


def _marked(text: str) -> str | None:
    """Fries and Papiamentu by their commonest words, which Dutch and Afrikaans do not share."""
    tokens = [m.group().lower() for m in WORD.finditer(text)]
    if len(tokens) < 8:
        return None
    dutch = sum(t in _DUTCH for t in tokens) / len(tokens)
    frisian = sum(t in _FRISIAN_ONLY for t in tokens) / len(tokens)
    papiamentu = sum(t in _PAPIAMENTU_ONLY for t in tokens) / len(tokens)
    if frisian > 0.12 and frisian > 1.3 * dutch:
        return "fy"
    if papiamentu > 0.2 and papiamentu > 3 * dutch:
        return "pap"
    return None


def detect(text: str, *, declared: str | None = None) -> LanguageFinding:
    """The language of most of the text. Under 40 letters of prose the declared language counts, or nothing."""
    kept = prose(text)
    letters = sum(c.isalpha() for c in kept[:4000])
    said = (declared or "").split("-")[0].lower() or None
    if letters < ENOUGH_LETTERS:
        return LanguageFinding(said, 0.6 if said else 0.0, by="declared")
    step = max(SAMPLE_CHARS, len(kept) // SAMPLES)
    samples = [kept[i : i + SAMPLE_CHARS] for i in range(0, len(kept), step)][:SAMPLES]
    votes: dict[str, float] = {}
    total = 0.0
    for sample in samples:
        size = sum(c.isalpha() for c in sample)
        if size < 20:
            continue
        marked = _marked(sample)
        found = (marked, 0.95) if marked else _detect(sample)
        if found is None:
            continue
        total += size
        votes[found[0]] = votes.get(found[0], 0.0) + size * found[1]
    if not votes:
        return LanguageFinding(said, 0.6 if said else 0.0, by="declared")
    if votes.get("af") and _looks_dutch(kept):
        # Afrikaans is a usual slip for short, simple Dutch.
        votes["nl"] = votes.get("nl", 0.0) + votes.pop("af")
    code, weight = max(votes.items(), key=lambda item: item[1])
    chance = weight / total
    short = letters < 120
    if said and said in votes and said != code and (short or votes[said] > 0.4 * total):
        code, chance = said, votes[said] / total
    if short and code not in ("nl", "en", "fy", "pap") and said and said != code:
        return LanguageFinding(said, 0.6, by="declared")
    if short:
        chance *= 0.8
    if said == code:
        chance = min(0.99, chance + 0.05)
    mixed = tuple(sorted(k for k, v in votes.items() if k != code and v > 0.2 * total))
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return LanguageFinding(code, min(chance, 0.99), mixed, "langdetect", start, min(len(text), start + 160))


def _looks_dutch(text: str) -> bool:
    tokens = [m.group().lower() for m in WORD.finditer(text[:6000])]
    return any(t in ("het", "een", "en", "zijn", "je", "ik", "niet") for t in tokens)
