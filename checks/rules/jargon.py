"""Rare words that come back often in a text for young or weak readers, and that it nowhere explains."""

import re
from collections import Counter
from collections.abc import Iterator

from checks.levels import ORDER, school
from checks.rule import CheckInfo, Material, Text
from checks.wordlists import dutch
from models.about_teaching import speaks_about_teaching
from schemas.finding import Finding

INFO = CheckInfo(
    id="jargon",
    severity="minor",
    title=Text("Zeldzaam woord zonder uitleg", "Rare word without explanation"),
    message=Text("“{word}” is een zeldzaam woord en staat er {count} keer, zonder uitleg die te herkennen is.",
                 "“{word}” is a rare word and stands there {count} times, without an explanation that can be recognised."),
    why=Text("Wie één op de twintig woorden niet kent, begrijpt een tekst niet meer zonder hulp.",
             "People who miss one word in twenty no longer understand a text without help."),
    help=Text("Leg het woord uit waar het voor het eerst staat, of maak een woordenlijst.",
              "Explain the word where it first stands, or make a word list."),
    standard=("IOL-kwaliteitsmodel: taal", "WCAG 2.2 3.1.3"),
    limit=5,
)  # fmt: skip
RARE, LONG, OFTEN = 2.0, 9, 3
"""Zipf value (once in ten million words), letters, and times it stands there."""
_HARDEST = ORDER.index("vmbo")
_STEM = 4
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("s", ("",)), ("en", ("", "e")), ("ën", ("",)), ("er", ("en",)), ("ers", ("en",)), ("ing", ("en",)), ("ingen", ("en",)),
    ("heid", ("",)), ("heden", ("heid",)), ("baar", ("en",)), ("baarheid", ("en", "baar")), ("te", ("en",)),
    ("iteiten", ("iteit", "eel")), ("aliteit", ("eel",)), ("aliteiten", ("eel",)), ("lijk", ("", "en")), ("e", ("",)),
)  # fmt: skip
"""Endings, and what stands in their place in the word that it comes from."""
_EXPLAINED = (
    r"(?i:{w})\b[^.\n]{{0,25}}\b(is|zijn|betekent|betekenen|noem|noemt|noemen|heet|heten|wil zeggen|oftewel|dat wil|ofwel|=)"
    r"|\b(noem|noemt|noemen|heet|heten|genoemd|is een|zijn|begrip|ook wel|oftewel)\b[^.\n]{{0,40}}(?i:{w})\b"
    r"|(?i:{w})\s*[:(=–]|\((?i:{w})\)|(?i:{w}), (de|het|een|dus|ook|of)\b"
)


def find(material: Material) -> Iterator[Finding]:
    lists, target = dutch(), school(material)
    if material.language != "nl" or lists is None or target is None or ORDER.index(target) > _HARDEST:
        return
    counts = Counter(word for s in material.sentences for word in s.words if len(word) >= LONG and word.islower())
    words = sorted(word for word, count in counts.items() if count >= OFTEN and word.isalpha())
    text = material.document.text
    facts = zip(words, lists.zipf(words), lists.kinds(words), lists.compounds(words), strict=True)
    about = _about(material)
    if speaks_about_teaching(text):
        return  # A teacher or a curriculum may use its own words.
    for word, zipf, kind, compound in facts:
        if zipf > RARE or not kind or compound or word in about:
            continue  # A word that no list knows may be a name; a compound often explains itself.
        if any(value > RARE for value in lists.zipf(_bases(word))):
            continue
        if re.search(_EXPLAINED.format(w=re.escape(word)), text) is None:
            at = text.find(word)
            yield INFO.finding(material.document.locate(at, at + len(word)), material.snippet(at, at + len(word)),
                               certainty="to-be-judged", word=word, count=counts[word])  # fmt: skip


def _about(material: Material) -> str:
    """The title and the headings: what a lesson is about it explains."""
    document = material.document
    title = document.title if document.title_source != "first-line" else ""
    named = (material.given.title or "", title or "", document.source, *(h.text for h in document.headings))
    return "\n".join(named).lower()


def _bases(word: str) -> list[str]:
    """Words that `word` may be made of, as “aanbieders” is of “aanbieden”: who knows the one understands the other."""
    found = []
    for end, back in _ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= _STEM:
            stem = word[: -len(end)]
            doubled = stem[:-1] if stem[-1] == stem[-2] else stem
            found += [stem + more for more in back] + [doubled]
    return found
