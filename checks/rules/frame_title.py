"""Embedded frames without a title: a screen reader only says “frame”."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="frame-title",
    severity="serious",
    title=Text("Ingesloten onderdeel zonder titel", "Embedded part without a title"),
    message=Text("Het ingesloten onderdeel van {source} heeft geen titel.",
                 "The part embedded from {source} has no title."),
    help=Text(
        "Geef het frame een titel die zegt wat erin staat, zoals “Filmpje: hoe werkt een sluis”.",
        "Give the frame a title that says what is in it, such as “Video: how a lock works”.",
    ),
    standard=("WCAG 2.2 2.4.1", "WCAG 2.2 4.1.2", "EN 301 549 9.4.1.2"),
    formats=frozenset({"html", "xhtml", "md", "ipynb"}),
)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    for media in material.document.media:
        if media.kind == "embed" and not (media.title or "").strip():
            source = media.source or "?"
            yield INFO.finding(media.location, source, source=source.split("?")[0][:100])
