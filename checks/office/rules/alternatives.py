"""Pictures, charts, drawings and clips without words, and words drawn as a picture."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import ALL, Office, Thing, spot
from checks.rule import CheckInfo, Text
from checks.rules.image_alt import INFO as MISSING
from checks.spot import Spot

CONTRADICTED = CheckInfo(
    id="image-decorative",
    severity="minor",
    title=Text("Versiering met een tekstalternatief", "Decoration with an alternative text"),
    message=Text("{name} is als versiering gemarkeerd en heeft toch een tekstalternatief.",
                 "{name} is marked as decorative and has an alternative text all the same."),
    help=Text(
        "Kies een van beide: haal het vinkje ‘Als decoratief markeren’ weg of maak de beschrijving leeg.",
        "Choose one of the two: clear ‘Mark as decorative’ or empty the description.",
    ),
    standard=("WCAG 2.2 1.1.1", "EN 301 549 10.1.1.1"),
    formats=ALL,
)  # fmt: skip
DRAWN = CheckInfo(
    id="word-art",
    severity="moderate",
    title=Text("Tekst als tekening (WordArt)", "Text as a drawing (WordArt)"),
    message=Text("De tekst “{text}” is een tekening en schaalt en kleurt niet mee.",
                 "The text “{text}” is a drawing, which does not scale or change colour with the rest."),
    help=Text(
        "Gebruik gewone tekst met een kopstijl; geef anders de tekening dezelfde tekst als tekstalternatief.",
        "Use ordinary text with a heading style; or else give the drawing the same text as its alternative text.",
    ),
    standard=("WCAG 2.2 1.4.5", "EN 301 549 10.1.4.5"),
    formats=ALL,
)  # fmt: skip
_KINDS = {
    "picture": ("De afbeelding", "The picture"), "chart": ("De grafiek", "The chart"),
    "diagram": ("Het schema (SmartArt)", "The diagram (SmartArt)"), "shape": ("De vorm", "The shape"),
    "group": ("De groep", "The group"), "object": ("Het ingevoegde object", "The embedded object"),
    "media": ("Het fragment", "The clip"), "word-art": ("De WordArt", "The WordArt"), "table": ("De tabel", "The table"),
}  # fmt: skip
VARIANTS = {
    "office-alt": Text("{name} heeft geen tekstalternatief.", "{name} has no alternative text."),
}


def name_of(thing: Thing) -> tuple[str, str]:
    """What a teacher can recognise it by: its kind and the name that the program gave it."""
    dutch, english = _KINDS[thing.kind]
    called = f" “{thing.name[:60]}”" if thing.name else ""
    return dutch + called, english + called


def find(office: Office) -> Iterator[Spot]:
    for thing in office.things:
        said = (thing.alt or "").strip()
        if thing.decorative and said:
            yield spot(CONTRADICTED.id, thing.where, values={"name": name_of(thing)}, quote=thing.near, evidence=said)
        if thing.kind == "word-art" and thing.text:
            yield spot(DRAWN.id, thing.where, values={"text": thing.text[:80]}, quote=thing.text, certainty="likely")
        elif not said and not thing.decorative and not (thing.kind in ("shape", "group") and thing.text):
            # A drawing with words of its own is read out by them.
            yield spot(MISSING.id, thing.where, values={"name": name_of(thing)}, variant="office-alt",
                       quote=thing.near, evidence=thing.name or thing.kind)  # fmt: skip


RULE = Rule((MISSING, CONTRADICTED, DRAWN), find, ALL, variants=VARIANTS)
