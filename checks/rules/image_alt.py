"""Images without any text for people who cannot see them."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.document import Image
from schemas.finding import Finding

INFO = CheckInfo(
    id="image-alt",
    severity="serious",
    title=Text("Afbeelding zonder tekstalternatief", "Image without alternative text"),
    message=Text("Afbeelding {name} heeft geen tekstalternatief.", "Image {name} has no alternative text."),
    help=Text(
        "Beschrijf kort wat een leerling uit de afbeelding moet halen. Is zij alleen versiering, geef dat dan aan.",
        "Say briefly what a learner should get from the image. If it only decorates, mark it as decorative.",
    ),
    standard=("WCAG 2.2 1.1.1", "EN 301 549 9.1.1.1", "EN 301 549 10.1.1.1", "PDF/UA-1 7.3"),
)
_MARKUP = {"md", "ipynb"}
_JUDGED = Text(
    "Afbeelding {name} heeft een leeg tekstalternatief: dat past alleen bij versiering.",
    "Image {name} has an empty alternative text: that only suits decoration.",
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if document.format == "pdf" and not document.tagged:
        return  # An untagged PDF cannot hold alternative texts; that is one finding of its own.
    for image in document.images:
        if document.format in _MARKUP and not image.source:
            continue  # A figure that shows no file, such as one made by code.
        name = name_of(image)
        evidence = image.source or image.location.selector
        if image.alt is None and not image.decorative:
            yield INFO.finding(image.location, evidence, name=name)
        elif image.alt is not None and not image.alt.strip() and document.format in _MARKUP:
            # `![](…)` is how an author leaves the text out; Markdown has no word for decoration.
            yield INFO.finding(image.location, evidence, certainty="to-be-judged", severity="moderate",
                               message=_JUDGED, name=name)  # fmt: skip
        elif image.alt == "" and not image.decorative and document.format not in _MARKUP:
            yield INFO.finding(image.location, evidence, name=name)


def name_of(image: Image) -> Text:
    """What a curator can recognise the image by: its file name in quotes, or its page."""
    if image.source and not image.source.startswith("data:"):
        name = image.source.split("?")[0].rstrip("/").rsplit("/", 1)[-1][:80]
        if name:
            return Text(f"“{name}”", f"“{name}”")
    if image.location.page:
        return Text(f"op pagina {image.location.page}", f"on page {image.location.page}")
    return Text("in dit materiaal", "in this material")
