"""Writes OpenDocument packages from pieces of XML, as LibreOffice lays them out."""

import io
import zipfile

from bench.office_pairs.word import ALT, picture

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("presentation", "presentation"), ("meta", "meta"),
        ("number", "datastyle"), ("anim", "animation"), ("smil", "smil-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
NAMES = (
    f'{_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
KINDS = {"odt": "text", "odp": "presentation", "ods": "spreadsheet"}
_HEADINGS = "".join(
    f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" '
    f'style:parent-style-name="Standard" style:default-outline-level="{n}">'
    f'<style:text-properties fo:font-size="{22 - 3 * n}pt" fo:font-weight="bold"/></style:style>'
    for n in (1, 2, 3)
)
LANGUAGE = 'fo:language="nl" fo:country="NL"'


def write(
    kind: str,
    body: str,
    styles: str = "",
    *,
    title: str = "De waterkringloop",
    language: str = LANGUAGE,
    masters: str = "",
) -> bytes:
    """A whole package. `styles` are automatic styles of the content."""
    media = f"application/vnd.oasis.opendocument.{KINDS[kind]}"
    family = "graphic" if kind == "odp" else "table-cell" if kind == "ods" else "paragraph"
    defaults = "".join(
        f'<style:default-style style:family="{f}"><style:text-properties fo:font-size="12pt" {language}/></style:default-style>'
        for f in {family, "paragraph"}
    )
    parts = {
        "content.xml": f'<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:{KINDS[kind]}>{body}</office:{KINDS[kind]}></office:body>"
        "</office:document-content>",
        "styles.xml": f'<office:document-styles {NAMES} office:version="1.3"><office:styles>{defaults}<style:style '
        'style:name="Standard" style:family="paragraph"/>'
        f'{_HEADINGS}<text:list-style style:name="L1"/></office:styles><office:master-styles>{masters}</office:master-styles>'
        "</office:document-styles>",
        "meta.xml": f'<office:document-meta {NAMES} office:version="1.3"><office:meta>'
        + (f"<dc:title>{title}</dc:title>" if title else "")
        + "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f'<manifest:manifest {NAMES} manifest:version="1.3"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{media}"/></manifest:manifest>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", media)
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}', zipfile.ZIP_DEFLATED)
        package.writestr("Pictures/1.png", picture().getvalue())
    return held.getvalue()


def image(alt: str | None = ALT, anchor: str = "as-char", *, decorative: bool = False, place: str = "") -> str:
    said = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    mark = ' loext:decorative="true"' if decorative else ""
    return (
        f'<draw:frame draw:name="Beeld1" text:anchor-type="{anchor}" svg:width="4cm" svg:height="3cm"{place}{mark}>'
        f'<draw:image xlink:href="Pictures/1.png"/>{said}</draw:frame>'
    )


def style(name: str, properties: str, family: str = "paragraph", parent: str = "Standard") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">{properties}</style:style>'


def letters(properties: str) -> str:
    return f"<style:text-properties {properties}/>"
