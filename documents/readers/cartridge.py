"""The small XML files of a Common Cartridge: web links, topics, assignments and external tools."""

import re
from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.markup.fragment import write_html, write_lines
from documents.packages.manifest import child, text_of
from documents.registry import Reader
from documents.source import Source
from documents.xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(
    r"<(?:\w+:)?(webLink|topic|assignment|cartridge_basiclti_link)\b[^>]{0,2000}?(imsglobal|ims_?cc|imswl|imsdt|imslticc)",
    re.DOTALL,
)
_FORMATS = {"webLink": "weblink", "topic": "topic", "assignment": "assignment", "cartridge_basiclti_link": "lti"}


def detect(source: Source) -> str | None:
    found = _ROOT.search((source.text_head or "")[:4000])
    return _FORMATS[found[1]] if found else None


def read(source: Source, builder: Builder, format: str) -> None:
    root = parse(source.read_bytes(source.limits.part_bytes), source.name)
    builder.title = text_of(root, "title") or None
    if builder.title:
        builder.add_heading(builder.title, 1)
    if format == "weblink":
        url = child(root, "url")
        _address(builder, (url.get("href") or url.text or "") if url is not None else "")
        return
    if format == "lti":
        write_lines(builder, text_of(root, "description"))
        _address(builder, text_of(root, "secure_launch_url") or text_of(root, "launch_url"))
        return
    for name in ("text", "instructor_text"):
        _rich(builder, child(root, name))
    attachments = child(root, "attachments")
    for attachment in attachments if attachments is not None else ():
        href = attachment.get("href") or ""
        builder.link(builder.line(href.rsplit("/", 1)[-1]), href)


def _rich(builder: Builder, element: "_Element | None") -> None:
    if element is None:
        return
    text = "".join(str(t) for t in element.itertext("*"))
    if "html" in (element.get("texttype") or "html"):
        write_html(builder, text)
    else:
        write_lines(builder, text)


def _address(builder: Builder, url: str) -> None:
    if url := url.strip():
        builder.link(builder.line(url), url)


READER = Reader(
    formats=dict.fromkeys(_FORMATS.values(), "application/xml"),
    extensions={},
    names={
        "weblink": ("een verwijzing uit een cursus", "a web link of a course"),
        "topic": ("een discussie uit een cursus", "a discussion topic of a course"),
        "assignment": ("een opdracht uit een cursus", "an assignment of a course"),
        "lti": ("een verwijzing naar een programma (LTI)", "a link to a tool (LTI)"),
    },
    detect=detect,
    read=read,
    rank=44,
)
