"""XML without entities, DTDs, network or bottomless nesting."""

import re
from typing import TYPE_CHECKING

from documents.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROLOG = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
W3 = "{http://www.w3.org/XML/1998/namespace}"


def parse(data: bytes, name: str, part: str | None = None) -> "_Element":
    """The root of `data`. ReadError for a DTD or entities, for damage, and for nesting beyond 256 levels."""
    from lxml import etree

    if forbids(data):
        raise ReadError("read-entities", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "emory" in str(error):
            raise MemoryError from error
        where = f" in {part}" if part else ""
        raise ReadError(
            "read-damaged", name, {"detail": f"de XML{where} klopt niet", "detail_en": f"the XML{where} is not sound"}
        ) from error
    except ValueError as error:
        raise ReadError(
            "read-damaged", name, {"detail": "de XML klopt niet", "detail_en": "the XML is not sound"}
        ) from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise ReadError("read-entities", name)
    return root


def forbids(data: bytes) -> bool:
    """Whether the prolog declares a DTD; also when the XML is written in UTF-16 or UTF-32."""
    head = data[:65_536]
    if b"\0" in head:
        head = head.replace(b"\0", b"")
    return bool(_PROLOG.search(head))


def local(tag: object) -> str:
    """A tag without its namespace; "" for comments and instructions."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
