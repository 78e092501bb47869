"""XHTML read as the XML that it is, and as HTML when it is not sound after all."""

import re
from typing import TYPE_CHECKING

from documents.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

    from documents.source import Source

_XHTML = "{http://www.w3.org/1999/xhtml}"
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^>\[]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xhtml(text: str) -> "_Element | None":
    """The tree of a page in XHTML, tags without namespace; None when it holds nothing. Never raises for bad markup.

    An HTML parser takes `<title/>` or `<script/>` for an opening tag and so loses all that follows.
    """
    from lxml import etree

    from documents.readers.html import parse

    plain = _ENTITY.sub(_character, _DOCTYPE.sub("", _ENCODING.sub("", text.lstrip("\ufeff")), count=1))
    if "<!DOCTYPE" in plain[:65_536] or "<!ENTITY" in plain[:65_536]:
        return parse(text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "emory" in str(error):
            raise MemoryError from error
        return parse(text)
    for element in root.iter("*"):
        if element.tag.startswith(_XHTML):
            element.tag = element.tag[len(_XHTML) :]
    return root


def page(source: "Source", path: str) -> "_Element | None":
    """The tree of a page in a zip, for everyone who looks at it: nobody changes it. ReadError as for the archive."""
    return source.once(f"page {path}", lambda: parse_xhtml(decode(source.archive.read(path)).text))


def _character(match: re.Match[str]) -> str:
    """A named character as itself: XML knows only five names without a DTD."""
    from html.entities import html5

    return match[0] if match[1] in _OWN else html5.get(f"{match[1]};", match[0])
