"""Rare words that come back often in a text for young or weak readers, and that it nowhere explains."""

import re
from collections import Counter
from collections.abc import Iterator

from checks.levels import ORDER, school
from checks.rule import CheckInfo, Material, Text
from checks.wordlists import dutch
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
_EXPLAINED = (
    r"(?i:{w})\b[^.\n]{{0,25}}\b(is|zijn|betekent|betekenen|noem|noemt|noemen|heet|heten|wil zeggen|oftewel|dat wil|ofwel|=)"
    r"|\b(noem|noemt|noemen|heet|heten|genoemd|is een|zijn|begrip|ook wel|oftewel)\b[^.\n]{{0,40}}(?i:{w})\b"
    r"|(?i:{w})\s*[:(=–]|\((?i:{w})\)"
)


def find(material: Material) -> Iterator[Finding]:
    lists, target = dutch(), school(material)
    if material.language != "nl" or lists is None or target is None or ORDER.index(target) > _HARDEST:
        return
    counts = Counter(word for s in material.sentences for word in s.words if len(word) >= LONG and word.islower())
    words = sorted(word for word, count in counts.items() if count >= OFTEN and word.isalpha())
    text = material.document.text
    facts = zip(words, lists.zipf(words), lists.kinds(words), lists.compounds(words), strict=True)
    for word, zipf, kind, compound in facts:
        if zipf > RARE or not kind or compound:
            continue  # A word that no list knows may be a name; a compound often explains itself.
        if re.search(_EXPLAINED.format(w=re.escape(word)), text) is None:
            at = text.find(word)
            yield INFO.finding(material.document.locate(at, at + len(word)), material.snippet(at, at + len(word)),
                               certainty="to-be-judged", word=word, count=counts[word])  # fmt: skip
