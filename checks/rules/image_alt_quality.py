"""Alternative texts that say nothing: a file name, a placeholder, a machine's guess, or a whole story."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from checks.rules.image_alt import name_of
from schemas.document import Image
from schemas.finding import Finding

INFO = CheckInfo(
    id="image-alt-quality",
    severity="moderate",
    title=Text("Tekstalternatief zegt niets", "Alternative text says nothing"),
    message=Text("Het tekstalternatief “{alt}” zegt niet wat er te zien is.",
                 "The alternative text “{alt}” does not say what is shown."),
    help=Text(
        "Schrijf in één zin wat de afbeelding voor de les betekent. Een lange uitleg hoort in de tekst eronder.",
        "Write in one sentence what the image means for the lesson. A long explanation belongs in the text below.",
    ),
    standard=("WCAG 2.2 1.1.1", "EN 301 549 9.1.1.1"),
)  # fmt: skip
LONGEST = 150
FILE = re.compile(r"[^/\\]*\.(jpe?g|png|gif|svg|webp|bmp|tiff?|emf|wmf|heic)\s*", re.IGNORECASE)
_CAMERA = re.compile(
    r"(img|dsc|dscn|pict?|image|screenshot|schermafbeelding|scan|untitled|unnamed|download)"
    r"[-_ ]*[\d._ -]*",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"(alt(ernative|ernatieve)?[- ]?(text|tekst)?|afbeelding|plaatje|foto|figuur|grafiek|illustratie|tekening|logo"
    r"|icoon|image|picture|photo|figure|graphic|illustration|chart|icon|spacer|graph|beeld|diagram|tabel|grafik"
    r"|google shape;.*|object|tekstvak|text ?box|rechthoek|rectangle|todo|tbd|x+|\W+)[ _:-]*\d{0,4}[.]?",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"automatisch (gegenereerde|gemaakte) beschrijving|description (is )?(automatically )?generated"
    r"|ai-gegenereerde inhoud|ai-generated content|machine generated alternative text",
    re.IGNORECASE,
)
_LONG = Text("Het tekstalternatief van afbeelding {name} is {count} tekens lang.",
             "The alternative text of image {name} is {count} characters long.")  # fmt: skip
_GUESS = Text("Het tekstalternatief van afbeelding {name} is door een programma gemaakt en niet nagekeken.",
              "The alternative text of image {name} was made by a program and not checked.")  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    for image in material.document.images:
        alt = " ".join((image.alt or "").split())
        if not alt or image.decorative:
            continue
        if _is_name(alt, image):
            yield INFO.finding(image.location, alt, alt=alt[:80])
        elif PLACEHOLDER.fullmatch(alt) or _CAMERA.fullmatch(alt):
            yield INFO.finding(image.location, alt, certainty="likely", alt=alt[:80])
        elif MACHINE.search(alt):
            yield INFO.finding(image.location, alt, certainty="to-be-judged", message=_GUESS, name=name_of(image))
        elif len(alt) > LONGEST:
            yield INFO.finding(image.location, alt, certainty="to-be-judged", severity="minor", message=_LONG,
                               name=name_of(image), count=len(alt))  # fmt: skip


def _is_name(alt: str, image: Image) -> bool:
    """Whether the text is the name of a file, or the stem of this image's file when that is no word."""
    if FILE.fullmatch(alt):
        return True
    stem = (image.source or "").split("?")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return bool(stem) and alt == stem and bool(re.search(r"[_\d]|[a-z][A-Z]|-", stem))
