"""Objects that float over the text, pictures from elsewhere, clips without captions."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import ALL, WORDS, Office, spot
from checks.office.rules.alternatives import name_of
from checks.rule import CheckInfo, Text
from checks.rules.media_captions import INFO as CAPTIONS
from checks.spot import Spot

FLOATS = CheckInfo(
    id="floating-object",
    severity="minor",
    title=Text("Object zweeft over de tekst", "Object floats over the text"),
    message=Text("{name} staat niet in de regel met de tekst, zodat voorleessoftware het op een andere plek voorleest.",
                 "{name} is not in line with the text, so that reading software reads it out somewhere else."),
    help=Text(
        "Kies in Word Indelingsopties > In tekstregel, in LibreOffice Anker > Als teken.",
        "In Word choose Layout Options > In Line with Text, in LibreOffice Anchor > As Character.",
    ),
    standard=("WCAG 2.2 1.3.2", "EN 301 549 10.1.3.2"),
    formats=WORDS,
)  # fmt: skip
ELSEWHERE = CheckInfo(
    id="linked-image",
    severity="moderate",
    title=Text("Afbeelding staat niet in het bestand", "Image is not in the file"),
    message=Text("{name} komt van een andere plek en verdwijnt als die plek verandert.",
                 "{name} comes from elsewhere, and goes when that place changes."),
    help=Text("Voeg de afbeelding in het bestand zelf in (Invoegen, en niet Koppelen).",
              "Insert the image in the file itself (Insert, and not Link)."),
    standard=("WCAG 2.2 1.1.1",),
    formats=ALL,
)  # fmt: skip
VARIANTS = {
    "office-video": Text("{name} heeft geen ondertiteling.", "{name} has no captions."),
    "office-audio": Text("Kijk na of bij {name} een uitgeschreven tekst staat.",
                         "Check whether {name} comes with a transcript."),
}  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    for thing in office.things:
        name = name_of(thing)
        if thing.floating and not thing.decorative:
            yield spot(
                FLOATS.id,
                thing.where,
                values={"name": name},
                quote=thing.near,
                evidence=thing.name or thing.kind,
                certainty="likely",
            )
        if thing.external:
            yield spot(
                ELSEWHERE.id, thing.where, values={"name": name}, quote=thing.near, evidence=thing.name or thing.kind
            )
        if thing.kind == "media" and not thing.captions:
            low = (name[0][:1].lower() + name[0][1:], name[1][:1].lower() + name[1][1:])
            sure = "certain" if thing.video and thing.captions is False else "to-be-judged"
            yield spot(CAPTIONS.id, thing.where, values={"name": name if thing.video else low},
                       variant="office-video" if thing.video else "office-audio", certainty=sure,
                       severity=None if thing.video else "moderate", quote=thing.near, evidence=thing.name or thing.kind)  # fmt: skip


RULE = Rule((FLOATS, ELSEWHERE, CAPTIONS), find, ALL, variants=VARIANTS)
