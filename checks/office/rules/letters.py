"""How letters look: contrast, size, justified text, capitals, underlining."""

from collections import Counter
from collections.abc import Iterator

from checks import contrast
from checks.engine import Rule
from checks.office.model import SLIDES, WORDS, Office, Paragraph, Run, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

FORMATS = WORDS | SLIDES
SMALLEST = {"docx": 9.0, "odt": 9.0, "pptx": 12.0, "odp": 12.0}
"""Points: Microsoft advises 12 or more on slides; on paper and screen 9 is the least in use for notes."""
_LONG_CAPS = 40
_SHORTEST = 3
SMALL = CheckInfo(
    id="small-text",
    severity="minor",
    title=Text("Kleine letters", "Small letters"),
    message=Text("Deze tekst is {size} punten groot; gebruik ten minste {least}.",
                 "This text is {size} points in size; use {least} at least."),
    help=Text("Maak de letters groter, op een dia liefst 18 punten of meer, en zet er minder op.",
              "Make the letters larger, on a slide preferably 18 points or more, and put less on it."),
    standard=("WCAG 2.2 1.4.8", "WCAG 2.2 1.4.4"),
    formats=FORMATS,
)  # fmt: skip
JUSTIFIED = CheckInfo(
    id="justified-text",
    severity="minor",
    title=Text("Uitgevulde tekst", "Justified text"),
    message=Text(
        "Alinea's die aan twee kanten zijn uitgelijnd: {count}. De wisselende ruimte leest lastig bij dyslexie.",
        "Paragraphs that are aligned on both sides: {count}. The changing gaps are hard to read with dyslexia.",
    ),
    help=Text("Lijn lopende tekst links uit.", "Align running text left."),
    standard=("WCAG 2.2 1.4.8",),
    formats=FORMATS,
)
CAPITALS = CheckInfo(
    id="all-capitals",
    severity="minor",
    title=Text("Lange tekst in hoofdletters", "Long text in capitals"),
    message=Text("Deze tekst staat helemaal in hoofdletters.", "This text is all in capitals."),
    help=Text("Gebruik hoofdletters alleen waar ze horen, en vet om iets te benadrukken.",
              "Use capitals only where they belong, and bold to stress something."),
    standard=("WCAG 2.2 1.4.8", "WCAG 2.2 3.1.5"),
    formats=FORMATS,
)  # fmt: skip
LINED = CheckInfo(
    id="underlined-text",
    severity="minor",
    title=Text("Onderstreept, maar geen link", "Underlined, but no link"),
    message=Text("“{text}” is onderstreept en lijkt daardoor een link.", "“{text}” is underlined and so looks like a link."),
    help=Text("Gebruik vet om iets te benadrukken; onderstrepen hoort bij links.",
              "Use bold to stress something; underlining belongs to links."),
    standard=("WCAG 2.2 1.4.8",),
    formats=FORMATS,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    yield from _contrast(office)
    yield from _small(office)
    justified = [p for p in office.paragraphs if p.justified and len(p.words) > 200]
    if justified:
        yield spot(JUSTIFIED.id, justified[0].where, values={"count": len(justified)}, quote=justified[0].words)
    for paragraph in office.paragraphs:
        words = paragraph.words
        capitals = words.isupper() or (paragraph.runs and all(r.caps for r in paragraph.runs if r.text.strip()))
        if len(words) > _LONG_CAPS and capitals and sum(c.isalpha() for c in words) > _LONG_CAPS * 0.6:
            yield spot(CAPITALS.id, paragraph.where, quote=words)
        for run in paragraph.runs:
            said = " ".join(run.text.split())
            if (
                run.underlined
                and not run.linked
                and not paragraph.level
                and len(said) >= _SHORTEST
                and _partly(paragraph)
            ):
                yield spot(LINED.id, paragraph.where, values={"text": said[:60]}, quote=said, certainty="to-be-judged")


def _partly(paragraph: Paragraph) -> bool:
    """A word in a line, as a link would stand there: a line underlined as a whole is a heading to the eye."""
    return any(not run.underlined for run in paragraph.runs if run.text.strip())


def _written(office: Office) -> Iterator[tuple[Paragraph, Run]]:
    hidden = {slide.number for slide in office.slides if slide.hidden}
    for paragraph in office.paragraphs:
        if paragraph.where.page in hidden:
            continue
        for run in paragraph.runs:
            if any(c.isalnum() for c in run.text) and not run.hidden:
                yield paragraph, run


def _contrast(office: Office) -> Iterator[Spot]:
    told: set[tuple[object, ...]] = set()
    for paragraph, run in _written(office):
        if run.colour is None or run.behind is None:
            continue
        need = contrast.needed(run.size, run.bold)
        ratio = contrast.ratio(run.colour, run.behind)
        key = (paragraph.where.page, run.colour, run.behind, need)
        if ratio >= need or key in told:
            continue
        told.add(key)
        values = {"ratio": f"{ratio:.1f}", "colour": contrast.code(run.colour), "behind": contrast.code(run.behind),
                  "needed": f"{need:g}"}  # fmt: skip
        yield spot(contrast.INFO.id, paragraph.where, values=values, quote=run.text)


def _small(office: Office) -> Iterator[Spot]:
    least = SMALLEST[office.format]
    sizes: Counter[tuple[int | None, float]] = Counter()
    first: dict[tuple[int | None, float], tuple[Paragraph, Run]] = {}
    for paragraph, run in _written(office):
        if run.size and run.size < least:
            key = (paragraph.where.page, run.size)
            sizes[key] += len(run.text)
            first.setdefault(key, (paragraph, run))
    for key, count in sizes.items():
        if count < _SHORTEST:
            continue
        paragraph, run = first[key]
        yield spot(SMALL.id, paragraph.where, values={"size": f"{key[1]:g}", "least": f"{least:g}"}, quote=run.text)


RULE = Rule((contrast.INFO, SMALL, JUSTIFIED, CAPITALS, LINED), find, FORMATS)
