"""Content types of H5P that shut pupils out by the way they work."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.packages.engine import H5P, Package
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from schemas.finding import Certainty, Severity

INFO = CheckInfo(
    id="h5p-library",
    severity="serious",
    title=Text("H5P-soort die niet iedereen kan bedienen", "H5P content type that not everybody can operate"),
    message=Text("{kind}: {what}.", "This is {kind}: {what}."),
    help=Text(
        "Kies een soort die met toetsen en voorleessoftware werkt, zoals Multiple Choice, Fill in the Blanks of Question "
        "Set, of geef dezelfde opdracht ook op een andere manier.",
        "Choose a type that works with keys and reading software, such as Multiple Choice, Fill in the Blanks or "
        "Question Set, or give the same task in another way as well.",
    ),
    standard=("WCAG 2.2 2.1.1", "WCAG 2.2 2.5.7", "EN 301 549 9.2.1.1"),
    formats=H5P,
)
_POINT = (
    "het antwoord is een plek in een afbeelding, die alleen met muis of vinger is aan te wijzen",
    "the answer is a place in a picture, which only a mouse or finger can point at",
)
_DRAG = (
    "de leerling sleept; kijk of het ook met toetsen lukt en of elk vak een naam heeft",
    "the pupil drags; see whether it works with keys too and whether each zone has a name",
)
_LIBRARIES: dict[str, tuple[tuple[str, str], Certainty]] = {
    "h5p.imagehotspotquestion": (_POINT, "likely"),
    "h5p.imagemultiplehotspotquestion": (_POINT, "likely"),
    "h5p.findthewords": (("woorden zoekt men door met de muis over een raster van letters te slepen",
                          "words are found by dragging the mouse over a grid of letters"), "likely"),
    "h5p.timeline": (("de tijdlijn laat voorleessoftware de volgorde en de knoppen niet goed horen",
                      "the timeline does not tell reading software its order and buttons well"), "likely"),
    "h5p.threeimage": (("rondkijken in een beeld van 360 graden kan alleen wie het ziet",
                        "only people who see can look around in a picture of 360 degrees"), "likely"),
    "h5p.imagejuxtaposition": (("twee beelden vergelijken met een schuif kan alleen wie ze ziet",
                                "only people who see can compare two pictures with a slider"), "to-be-judged"),
    "h5p.impresspresentation": (("de dia's draaien en zoomen, wat duizelig maakt en niet is te volgen met voorleessoftware",
                                 "the slides turn and zoom, which makes dizzy and cannot be followed with reading software"), "likely"),
    "h5p.speakthewords": (("antwoorden kan alleen met de stem", "answers can be given by voice only"), "likely"),
    "h5p.speakthewordsset": (("antwoorden kan alleen met de stem", "answers can be given by voice only"), "likely"),
    "h5p.dragquestion": (_DRAG, "to-be-judged"),
    "h5p.imagesequencing": (_DRAG, "to-be-judged"),
    "h5p.dragtext": (_DRAG, "to-be-judged"),
    "h5p.twitteruserfeed": (("de dienst achter dit onderdeel werkt niet meer", "the service behind this part no longer works"), "likely"),
    "h5p.iframeembed": (("wat is ingesloten, komt van elders en is hier niet gecontroleerd",
                         "what is embedded comes from elsewhere and was not checked here"), "to-be-judged"),
}  # fmt: skip
"""By what a pupil has to do in them; versions differ in what else they get wrong."""


def find(package: Package) -> Iterator[Spot]:
    told: set[str] = set()
    for library in package.libraries:
        if library.kind not in _LIBRARIES or library.kind in told:
            continue
        told.add(library.kind)
        what, sure = _LIBRARIES[library.kind]
        severity: Severity | None = "moderate" if sure == "to-be-judged" else None
        yield Spot(INFO.id, {"kind": library.name.split(" ")[0].removeprefix("H5P."), "what": what}, evidence=f"{library.name}: {library.title}".rstrip(": "),
                   part="content/content.json", selector=library.path or "/", certainty=sure, severity=severity)  # fmt: skip


RULE = Rule((INFO,), find, H5P)
