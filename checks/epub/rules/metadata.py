"""What the package says about access: modes, features, hazards, summary, conformance, language."""

import re
from collections.abc import Iterator

from checks.engine import Rule
from checks.epub.engine import LANG, Book
from checks.rule import CheckInfo, Text
from checks.spot import Spot

FORMATS = frozenset({"epub"})
_STANDARD = ("EPUB Accessibility 1.1 2.2", "ISO/IEC 23761")
_HELP = Text(
    "Vul in het opmaakprogramma van het e-boek de toegankelijkheidsgegevens in (schema.org, vocabulaire a11y); in Sigil "
    "met de Metadata Editor.",
    "Fill in the accessibility metadata in the program that makes the e-book (schema.org, a11y vocabulary); in Sigil "
    "with the Metadata Editor.",
)
MISSING = CheckInfo(
    id="epub-metadata-missing",
    severity="moderate",
    why=Text(
        "Scholen en bibliotheken kiezen op deze gegevens een boek dat een leerling kan lezen.",
        "By these data schools and libraries choose a book that a pupil can read.",
    ),
    title=Text("Toegankelijkheidsgegevens ontbreken", "Accessibility metadata missing"),
    message=Text("Het e-boek zegt niets over: {what}.", "The e-book says nothing about: {what}."),
    help=_HELP,
    standard=_STANDARD,
    formats=FORMATS,
)
INVALID = CheckInfo(
    id="epub-metadata-invalid",
    severity="moderate",
    why=Text(
        "Catalogi begrijpen alleen de afgesproken waarden.",
        "Catalogues understand the agreed values only.",
    ),
    title=Text("Toegankelijkheidsgegevens kloppen niet", "Accessibility metadata not valid"),
    message=Text("De waarde “{value}” van {key} kan niet: {what}.", "The value “{value}” of {key} cannot be: {what}."),
    help=_HELP,
    standard=_STANDARD,
    formats=FORMATS,
)
LANGUAGE = CheckInfo(
    id="epub-package-language",
    severity="minor",
    title=Text("Taal van de boekgegevens ontbreekt", "Language of the book's data missing"),
    message=Text(
        "Het pakketdocument zegt niet in welke taal titel en gegevens staan (xml:lang).",
        "The package document does not say in which language title and data are (xml:lang).",
    ),
    help=Text("Zet xml:lang op het element package.", "Put xml:lang on the element package."),
    standard=("EPUB Accessibility 1.1 2.3", "WCAG 2.2 3.1.1"),
    formats=FORMATS,
)
PROMISED = CheckInfo(
    id="epub-feature-absent",
    severity="serious",
    why=Text(
        "Wie op deze belofte een boek kiest, komt bedrogen uit.",
        "People who choose a book by this promise are let down.",
    ),
    title=Text("Belofte in de gegevens is niet waar", "Promise in the metadata is not true"),
    message=Text("Het e-boek belooft {key}, maar {what}.", "The e-book promises {key}, but {what}."),
    help=Text(
        "Voeg toe wat is beloofd, of haal de belofte uit de gegevens.",
        "Add what was promised, or take the promise out of the metadata.",
    ),
    standard=_STANDARD,
    formats=FORMATS,
)
_MODES = frozenset(
    {
        "auditory",
        "chartOnVisual",
        "chemOnVisual",
        "colorDependent",
        "diagramOnVisual",
        "mathOnVisual",
        "musicOnVisual",
        "tactile",
        "textOnVisual",
        "textual",
        "visual",
    }
)
_ENOUGH = frozenset({"auditory", "tactile", "textual", "visual"})
_HAZARDS = frozenset(
    {
        "flashing",
        "noFlashingHazard",
        "unknownFlashingHazard",
        "motionSimulation",
        "noMotionSimulationHazard",
        "unknownMotionSimulationHazard",
        "sound",
        "noSoundHazard",
        "unknownSoundHazard",
        "none",
        "unknown",
    }
)
_PAIRS = (
    ("flashing", "noFlashingHazard"),
    ("motionSimulation", "noMotionSimulationHazard"),
    ("sound", "noSoundHazard"),
)
_FEATURES = frozenset(
    {
        "alternativeText",
        "annotations",
        "ARIA",
        "audioDescription",
        "bookmarks",
        "braille",
        "captions",
        "ChemML",
        "closedCaptions",
        "describedMath",
        "displayTransformability",
        "fullRubyAnnotations",
        "highContrastAudio",
        "highContrastDisplay",
        "horizontalWriting",
        "index",
        "largePrint",
        "latex",
        "latex-chemistry",
        "longDescription",
        "longDescriptions",
        "MathML",
        "MathML-chemistry",
        "none",
        "openCaptions",
        "pageBreakMarkers",
        "pageNavigation",
        "physicalObject",
        "printPageNumbers",
        "readingOrder",
        "rubyAnnotations",
        "signLanguage",
        "structuralNavigation",
        "synchronizedAudioText",
        "tableOfContents",
        "tactileGraphic",
        "tactileObject",
        "taggedPDF",
        "timingControl",
        "transcript",
        "ttsMarkup",
        "unknown",
        "unlocked",
        "verticalWriting",
        "withAdditionalWordSegmentation",
        "withoutAdditionalWordSegmentation",
    }
)
_SIZED = re.compile(r"(largePrint|highContrast(Audio|Display))/\S+")
_CONFORMS = re.compile(
    r"EPUB Accessibility 1\.[01] - WCAG 2\.[0-2] Level A{1,3}|EPUB-A11Y-1[01]_WCAG-2[0-2]-A{1,3}"
    r"|https?://www\.idpf\.org/epub/a11y/accessibility-\d{8}\.html#wcag-a{1,3}"
)
_WANTED = {
    "schema:accessMode": ("hoe de inhoud wordt waargenomen", "how the content is perceived"),
    "schema:accessibilityFeature": ("toegankelijke eigenschappen", "accessible features"),
    "schema:accessibilityHazard": ("gevaren zoals flitsen", "hazards such as flashes"),
    "schema:accessModeSufficient": ("welke zintuigen volstaan", "which senses are enough"),
    "schema:accessibilitySummary": ("toegankelijkheid in gewone woorden", "access in plain words"),
}
_TIPS = frozenset({"schema:accessModeSufficient", "schema:accessibilitySummary"})
_UNKNOWN = ("zij staat niet in de lijst", "it is not in the list")
_CLASH = ("zij spreekt een andere waarde tegen", "it contradicts another value")


def find(book: Book) -> Iterator[Spot]:
    values: dict[str, list[str]] = {}
    for key, value, refines in book.metadata:
        if refines is None:
            values.setdefault(key, []).append(value)
    missing = {key: what for key, what in _WANTED.items() if not any(values.get(key, []))}
    if missing:
        said = (", ".join(nl for nl, _ in missing.values()), ", ".join(en for _, en in missing.values()))
        yield Spot(MISSING.id, {"what": said}, evidence=", ".join(missing), part=book.path,
                   severity="minor" if set(missing) <= _TIPS else None)  # fmt: skip
    yield from _invalid(book, values)
    if book.package.get(LANG) is None and not book.version.startswith("2"):
        yield Spot(LANGUAGE.id, part=book.path)
    features = set(values.get("schema:accessibilityFeature", []))
    if "pageNavigation" in features and not book.has_list("page-list"):
        yield _promised(book, "pageNavigation", ("er is geen paginalijst", "there is no page list"))
    for feature in ("pageBreakMarkers", "printPageNumbers"):
        if feature in features and not any(chapter.breaks for chapter in book.chapters.values()):
            yield _promised(book, feature, ("er zijn geen pagina-overgangen", "there are no page breaks"))


def _promised(book: Book, feature: str, what: tuple[str, str]) -> Spot:
    return Spot(PROMISED.id, {"key": feature, "what": what}, evidence=feature, part=book.path)


def _invalid(book: Book, values: dict[str, list[str]]) -> Iterator[Spot]:
    def wrong(key: str, value: str, what: tuple[str, str]) -> Spot:
        return Spot(
            INVALID.id, {"key": key, "value": value[:80], "what": what}, evidence=f"{key}: {value}", part=book.path
        )

    for value in values.get("schema:accessMode", []):
        if value not in _MODES:
            yield wrong("schema:accessMode", value, _UNKNOWN)
    for value in values.get("schema:accessModeSufficient", []):
        if not {part.strip() for part in value.split(",") if part.strip()} <= _ENOUGH:
            yield wrong("schema:accessModeSufficient", value, _UNKNOWN)
    hazards = values.get("schema:accessibilityHazard", [])
    for value in hazards:
        if value not in _HAZARDS:
            yield wrong("schema:accessibilityHazard", value, _UNKNOWN)
        elif any({value, other} == set(pair) for pair in _PAIRS for other in hazards) or (
            value in ("none", "unknown") and len(set(hazards)) > 1
        ):
            yield wrong("schema:accessibilityHazard", value, _CLASH)
    features = values.get("schema:accessibilityFeature", [])
    for value in features:
        if value not in _FEATURES and not _SIZED.fullmatch(value):
            yield wrong("schema:accessibilityFeature", value, _UNKNOWN)
        elif value in ("none", "unknown") and len(set(features)) > 1:
            yield wrong("schema:accessibilityFeature", value, _CLASH)
    claims = [v for v in values.get("dcterms:conformsTo", []) if re.search(r"a11y|accessib|wcag", v, re.IGNORECASE)]
    # A book may name other profiles beside; one claim in the words of the standard is enough.
    for value in claims if not any(_CONFORMS.fullmatch(claim) for claim in claims) else ():
        yield wrong(
            "dcterms:conformsTo",
            value,
            ("zij volgt de norm niet letterlijk", "it does not follow the standard to the letter"),
        )


RULE = Rule((MISSING, INVALID, LANGUAGE, PROMISED), find, FORMATS)
