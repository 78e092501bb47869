"""E-books for the bench: folders of a suite packed as files, and loose documents bound into the smallest sound book."""

import re
import zipfile
from pathlib import Path

from lxml import etree

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Boek</dc:title><dc:language>nl</dc:language>
<dc:identifier id="uid">boek-1</dc:identifier>{more}</metadata>
<manifest>{items}</manifest><spine{toc}>{spine}</spine></package>"""
_NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Inhoud</title></head><body><nav epub:type="toc"><ol><li>
<a href="{target}">Begin</a></li></ol></nav></body></html>"""
_NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="boek-1"/></head><docTitle><text>Boek</text></docTitle>
<navMap><navPoint id="n1" playOrder="1"><navLabel><text>Begin</text></navLabel>
<content src="{target}"/></navPoint></navMap></ncx>"""
_PAGE = (
    """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Begin</title></head><body><p>Begin</p></body></html>"""
)
_TYPES = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".smil": "application/smil+xml"}


def packed(folder: Path, into: Path) -> Path:
    """A folder of a suite as the file that a platform sends; `mimetype` first and not compressed."""
    made = into / (folder.name if folder.name.lower().endswith(".epub") else f"{folder.name}.epub")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.name != "mimetype"):
            how = zipfile.ZIP_STORED if path.name == "mimetype" else zipfile.ZIP_DEFLATED
            package.write(path, path.relative_to(folder).as_posix(), how)
    return made


def bound(path: Path, into: Path) -> tuple[Path, str]:
    """A book around one document, and the part that is the document."""
    return _around_package(path, into) if path.suffix == ".opf" else _around_page(path, into)


def _around_package(path: Path, into: Path) -> tuple[Path, str]:
    made = into / f"{path.stem}.epub"
    text = path.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", _CONTAINER.replace("package.opf", path.name))
        package.writestr(f"EPUB/{path.name}", path.read_bytes())
        held = {f"EPUB/{path.name}"}
        for href in re.findall(r'<(?:\w+:)?(?:item|link|reference)\b[^>]*?href="([^"#?]+)', text):
            name = re.sub(r"^(\./)+", "", href.strip())
            if "://" not in name and f"EPUB/{name}" not in held:
                held.add(f"EPUB/{name}")
                package.writestr(f"EPUB/{name}", _PAGE)
    return made, f"EPUB/{path.name}"


def _around_page(path: Path, into: Path) -> tuple[Path, str]:
    old = "epub2" in path.parts
    made = into / f"{path.parent.name}-{path.name}.epub"
    data = path.read_bytes()
    contents = "navigation" in str(path.parent.parent)
    kind = _TYPES[path.suffix]
    used = " ".join(sorted(_uses(data) | ({"nav"} if contents else set())))
    more = "" if old else '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
    begin = '<item id="begin" href="begin.xhtml" media-type="application/xhtml+xml"/>'
    items = f'<item id="it" href="{path.name}" media-type="{kind}"' + (f' properties="{used}"' if used else "") + "/>"
    spine = '<itemref idref="begin"/>'
    if path.suffix != ".smil" and not contents:
        spine += '<itemref idref="it"/>'
    if old:
        items = items.replace(f' properties="{used}"', "")
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    elif not contents:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", _CONTAINER)
        package.writestr(
            "EPUB/package.opf",
            _PACKAGE.format(version="2.0" if old else "3.0", more=more, items=begin + items, spine=spine,
                            toc=' toc="ncx"' if old else ""),
        )  # fmt: skip
        package.writestr("EPUB/begin.xhtml", _PAGE)
        package.writestr(
            "EPUB/toc.ncx" if old else "EPUB/nav.xhtml", (_NCX if old else _NAV).format(target="begin.xhtml")
        )
        if contents:
            package.writestr("EPUB/unused.txt", "")
        package.writestr(f"EPUB/{path.name}", data)
    return made, f"EPUB/{path.name}"


def _uses(data: bytes) -> set[str]:
    """The properties that the manifest must name for a document, so that the book around it is sound."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return set()
    if root is None:
        return set()
    found = set()
    for element in root.iter("*"):
        space, _, name = str(element.tag)[1:].partition("}")
        if name in ("script", "form"):
            found.add("scripted")
        elif name == "math":
            found.add("mathml")
        elif name == "svg" and element is not root:
            found.add("svg")
        elif name == "switch" and space.endswith("ops"):
            found.add("switch")
        if any(
            str(v).startswith(("http://", "https://")) for k, v in element.attrib.items() if str(k) in ("src", "data")
        ):
            found.add("remote-resources")
    return found
