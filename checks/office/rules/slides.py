"""Slides: titles that come twice, the order of reading, slides that move by themselves, full slides."""

from collections import defaultdict
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import SLIDES, Office, Slide, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

MOST_WORDS = 120
_APART = 20.0
"""Points by which two boxes must be apart before one stands above the other."""
TWICE = CheckInfo(
    id="slide-title-duplicate",
    severity="minor",
    title=Text("Dia's met dezelfde titel", "Slides with the same title"),
    message=Text("Dia {page} heeft dezelfde titel als dia {first}: “{title}”.",
                 "Slide {page} has the same title as slide {first}: “{title}”."),
    help=Text("Geef elke dia een eigen titel, bijvoorbeeld met (1 van 3) erachter.",
              "Give every slide a title of its own, for instance with (1 of 3) behind it."),
    standard=("WCAG 2.2 2.4.2", "WCAG 2.2 2.4.6", "EN 301 549 10.2.4.6"),
    formats=SLIDES,
)  # fmt: skip
ORDER = CheckInfo(
    id="reading-order",
    severity="moderate",
    title=Text("Leesvolgorde van een dia klopt niet", "Reading order of a slide is not right"),
    message=Text("Op dia {page} wordt “{early}” voorgelezen vóór “{late}”, dat erboven staat.",
                 "On slide {page} “{early}” is read out before “{late}”, which stands above it."),
    help=Text(
        "Open in PowerPoint Controleren > Toegankelijkheid > Deelvenster Leesvolgorde en zet de onderdelen in de volgorde "
        "waarin ze gelezen moeten worden; in LibreOffice met Schikken.",
        "In PowerPoint open Review > Check Accessibility > Reading Order Pane and put the items in the order in which "
        "they should be read; in LibreOffice with Arrange.",
    ),
    standard=("WCAG 2.2 1.3.2", "EN 301 549 10.1.3.2"),
    formats=SLIDES,
)  # fmt: skip
TIMED = CheckInfo(
    id="slide-timing",
    severity="moderate",
    title=Text("Dia gaat vanzelf verder", "Slide goes on by itself"),
    message=Text("Dia {page} gaat na {seconds} seconden vanzelf verder.",
                 "Slide {page} goes on by itself after {seconds} seconds."),
    help=Text("Laat de lezer zelf verdergaan: zet bij Overgangen ‘Na’ uit en ‘Bij muisklik’ aan.",
              "Let the reader go on: under Transitions clear ‘After’ and set ‘On Mouse Click’."),
    standard=("WCAG 2.2 2.2.1", "EN 301 549 10.2.2.1"),
    formats=SLIDES,
)  # fmt: skip
MOVES = CheckInfo(
    id="slide-animation",
    severity="moderate",
    title=Text("Beweging die niet stopt of flitst", "Movement that does not stop, or flashes"),
    message=Text("Op dia {page} staat een animatie of overgang die {what}.",
                 "Slide {page} has an animation or transition that {what}."),
    help=Text("Verwijder de animatie, of laat haar hoogstens vijf seconden duren en niet flitsen.",
              "Remove the animation, or let it last five seconds at most and not flash."),
    standard=("WCAG 2.2 2.2.2", "WCAG 2.2 2.3.1", "EN 301 549 10.2.2.2", "EN 301 549 10.2.3.1"),
    formats=SLIDES,
)  # fmt: skip
FULL = CheckInfo(
    id="slide-full",
    severity="minor",
    title=Text("Dia met veel tekst", "Slide with much text"),
    message=Text("Op dia {page} staan {count} woorden.", "Slide {page} holds {count} words."),
    help=Text("Verdeel de tekst over meer dia's, of zet uitleg in de notities.",
              "Spread the text over more slides, or put explanation in the notes."),
    standard=("WCAG 2.2 1.4.8",),
    formats=SLIDES,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    yield from _twice(office)
    for slide in office.slides:
        page = {"page": slide.number}
        if slide.advances is not None:
            seconds = f"{slide.advances:g}"
            yield spot(TIMED.id, slide.where, values={**page, "seconds": seconds}, quote=slide.title)
        if slide.repeats or slide.flashes:
            what = ("flitst", "flashes") if slide.flashes else ("blijft herhalen", "goes on repeating")
            yield spot(MOVES.id, slide.where, values={**page, "what": what}, quote=slide.title)
        if slide.words > MOST_WORDS:
            yield spot(FULL.id, slide.where, values={**page, "count": slide.words}, quote=slide.title)
        yield from _order(slide)


def _twice(office: Office) -> Iterator[Spot]:
    seen: dict[str, int] = defaultdict(int)
    for slide in office.slides:
        title = " ".join((slide.title or "").lower().split())
        if not title or slide.hidden:
            continue
        if title in seen:
            values = {"page": slide.number, "first": seen[title], "title": (slide.title or "")[:80]}
            yield spot(TWICE.id, slide.where, values=values, quote=slide.title)
        else:
            seen[title] = slide.number


def _order(slide: Slide) -> Iterator[Spot]:
    """The title must come first; of the other texts one above another, over the same columns, must come before it."""
    texts = [(kind, said, box) for kind, said, box in slide.order if kind in ("title", "text") and said]
    for n, (kind, said, box) in enumerate(texts):
        for _, early, other in texts[:n]:
            first = kind == "title"
            above = box is not None and other is not None and box[1] + box[3] <= other[1] + 1 and \
                other[1] - box[1] > _APART and _share_a_column(box, other)  # fmt: skip
            if first or above:
                values = {"page": slide.number, "early": early[:60], "late": said[:60]}
                yield spot(ORDER.id, slide.where, values=values, quote=early,
                           certainty="likely" if first else "to-be-judged")  # fmt: skip
                return


def _share_a_column(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    overlap = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return overlap > 0.3 * min(one[2], other[2])


RULE = Rule((TWICE, ORDER, TIMED, MOVES, FULL), find, SLIDES)
