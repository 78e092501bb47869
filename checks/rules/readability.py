"""Dutch text that reads harder than its school type usually gets; the hardest sentences are shown."""

from collections.abc import Iterator

from checks.levels import NAMES, School, school
from checks.prose import Sentence, flesch_douma, lix
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="readability",
    severity="minor",
    title=Text("Tekst is moeilijk voor dit niveau", "Text is hard for this level"),
    message=Text(
        "De tekst leest moeilijker dan gebruikelijk voor {school} (Flesch-Douma {douma}, LIX {lix}). Dit is een van de "
        "moeilijkste zinnen: {words} woorden, waarvan {long} lange.",
        "The text reads harder than usual for {school} (Flesch-Douma {douma}, LIX {lix}). This is one of the hardest "
        "sentences: {words} words, {long} of them long.",
    ),
    help=Text(
        "Knip lange zinnen in tweeën en leg lange of zeldzame woorden uit. De maat telt alleen zinslengte en "
        "woordlengte; of een leerling het begrijpt, beoordeelt u zelf.",
        "Cut long sentences in two and explain long or rare words. The measure only counts the length of sentences "
        "and words; whether a learner understands it is for you to judge.",
    ),
    standard=("WCAG 2.2 3.1.5", "IOL-kwaliteitsmodel: taal"),
)
LEAST_SENTENCES = 10
LEAST_WORDS = 120
SHOWN = 5
LIMITS: dict[School, tuple[int, int]] = {
    "po-4": (70, 32),
    "po-8": (58, 40),
    "vmbo-bk": (52, 43),
    "vmbo": (47, 46),
    "mbo": (40, 50),
    "havo": (40, 50),
    "vwo": (33, 54),
}
"""Below this Flesch-Douma and above this LIX a text is called hard; both must say so."""


def find(material: Material) -> Iterator[Finding]:
    target = school(material)
    if material.language != "nl" or target not in LIMITS:
        return
    sentences = material.sentences
    if len(sentences) < LEAST_SENTENCES or sum(len(s.words) for s in sentences) < LEAST_WORDS:
        return
    ease, index = flesch_douma(sentences), lix(sentences)
    lowest, highest = LIMITS[target]
    if ease >= lowest or index <= highest:
        return
    for sentence in sorted(sentences, key=_hardness, reverse=True)[:SHOWN]:
        yield INFO.finding(
            material.document.locate(sentence.start, sentence.end), sentence.text, certainty="likely",
            school=NAMES[target], douma=round(ease), lix=round(index), words=len(sentence.words),
            long=sentence.long_words,
        )  # fmt: skip


def _hardness(sentence: Sentence) -> float:
    """LIX of the one sentence; a line of a few words does not count as hard."""
    return sentence.lix if len(sentence.words) >= 8 else 0.0
