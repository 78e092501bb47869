"""A picture that is mostly text: it cannot be enlarged, searched, translated or read out."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="image-of-text",
    severity="moderate",
    title=Text("Tekst als afbeelding", "Text as an image"),
    message=Text("In deze afbeelding staan {words} woorden tekst.", "This picture holds {words} words of text."),
    help=Text("Zet de tekst als gewone tekst in het materiaal, of neem haar op in het tekstalternatief.",
              "Put the text in the material as plain text, or in the alternative text."),
    standard=("WCAG 2.2 1.4.5", "WCAG 2.2 1.1.1", "EN 301 549 10.1.4.5"),
    formats=frozenset({"png", "jpg", "gif", "webp", "tiff", "bmp", "avif"}),
)  # fmt: skip
LEAST = 10
"""Words; a diagram with some labels has fewer."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if not document.recognised_pages:
        return
    words = [word for word in document.text.split() if sum(c.isalpha() for c in word) >= 2]
    alts = " ".join(image.alt or "" for image in document.images).split()
    if len(words) > LEAST and len(alts) < len(words) / 2:
        yield INFO.finding(document.locate(0, len(document.text)), document.text, certainty="likely", words=len(words))
