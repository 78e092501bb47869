"""Web pages."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from documents.builder import Builder
from documents.encoding import Decoded, decode
from documents.registry import Reader
from documents.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_TAG = re.compile(r"<(p|div|h[1-6]|ul|ol|table|span|a|img|script|style|section|article|br|form|input|center)\b", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)\b[^<>]{10000,}")
_MOST_ATTRIBUTES = 1000
_KEEPS_NAME = {"md", "markdown", "ipynb", "tex", "yaml", "yml", "xml", "svg"}


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None:
        return None
    if _PAGE.match(head):
        # A README in Markdown may start with a tag; only a whole page is one whatever its name.
        whole = re.match(r"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b", head, re.IGNORECASE)
        if whole or source.extension not in _KEEPS_NAME:
            return "html"
    if source.extension in ("html", "htm", "xhtml") and _TAG.search(head):
        return "html"
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    text = load(source, builder)
    root = parse(text)
    if root is None:
        return
    read_page(root, builder)


def load(source: Source, builder: Builder) -> str:
    """The file's text, up to the limit for markup; tells what was left out or broken."""
    data = source.read_bytes(source.limits.markup_bytes + 1)
    if len(data) > source.limits.markup_bytes:
        data = data[: source.limits.markup_bytes]
        megabytes = source.limits.markup_bytes // (1024 * 1024)
        builder.cut(
            "markup-truncated",
            f"alleen de eerste {megabytes} MB zijn gelezen",
            f"only the first {megabytes} MB were read",
        )
    charset = CHARSET.search(data[:4096])
    decoded = decode(data, charset[1].decode("ascii") if charset else None)
    tell_broken(decoded, builder)
    return decoded.text


def tell_broken(decoded: Decoded, builder: Builder) -> None:
    if decoded.replaced:
        builder.problem(
            "encoding-broken",
            f"{decoded.replaced} tekens waren niet leesbaar als {decoded.encoding} en zijn vervangen",
            f"{decoded.replaced} characters could not be read as {decoded.encoding} and were replaced",
        )


def parse(text: str) -> "_Element | None":
    """The tree of `text`; None when it holds nothing. Never raises for bad markup."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    # The parser's time grows with the square of the attributes of one element.
    text = _LONG_TAG.sub(lambda m: f"<{m[1]}" if m[0].count("=") > _MOST_ATTRIBUTES else m[0], text.replace("\0", ""))
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if "emory" in str(error):
            raise MemoryError from error
        return None


def read_page(root: "_Element", builder: Builder) -> None:
    from documents.markup.main import furniture
    from documents.markup.metadata import harvest
    from documents.markup.walk import Walker

    builder.declare_language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    title = next((t for t in root.iter("title") if not any(a.tag == "svg" for a in t.iterancestors())), None)
    builder.title = "".join(str(t) for t in title.itertext()) if title is not None else None
    harvest(root, builder)
    found = root.find("body")
    body = root if found is None else found
    builder.declare_language(body.get("lang"))
    walker = Walker(builder, quiet=furniture(body))
    walker.walk(body)
    anchors = walker.ids | {e.get("id") or "" for e in root.iterfind(".//*[@id]")}
    builder.anchors = lambda fragment: has_anchor(fragment, anchors)


def has_anchor(fragment: str, anchors: set[str]) -> bool:
    """`#`, `#top` and text fragments always lead somewhere."""
    plain = unquote(fragment)
    return (
        not fragment
        or plain.lower() == "top"
        or plain.startswith((":~:", "/", "!"))
        or plain in anchors
        or fragment in anchors
    )


READER = Reader(
    formats={"html": "text/html"},
    extensions={"html": "html", "htm": "html", "xhtml": "html"},
    names={"html": ("een webpagina (HTML)", "a web page (HTML)")},
    detect=detect,
    read=read,
    rank=60,
)
