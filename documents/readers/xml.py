"""Other XML: its text, and the metadata when it is a LOM record."""

import re

from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source
from documents.xml import W3, local, parse

_XML = re.compile(r"﻿?\s*(<\?xml\b|<!DOCTYPE\s+(?!html)[A-Za-z]|<!ENTITY)", re.IGNORECASE)

_FEWEST_WORDS = 5
"""An XML file of a kind that nobody knows, with less text than this, is data and no material."""


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None:
        return None
    start = head[:4000]
    if source.extension == "xml" and start.lstrip("\ufeff \t\r\n").startswith("<"):
        return "xml"
    page = re.search(r"<html\b|<!doctype\s+html", start, re.IGNORECASE)
    return "xml" if _XML.match(head) and not page else None


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.markup.metadata import harvest_lom

    data = source.read_bytes(source.limits.part_bytes + 1)
    if len(data) > source.limits.part_bytes:
        megabytes = f"{source.limits.part_bytes // 1024**2} MB"
        raise ReadError("read-too-large", source.name, {"size": f"> {megabytes}", "limit": megabytes})
    root = parse(data, source.name)
    builder.declare_language(root.get(f"{W3}lang"))
    lom = next((e for e in root.iter("*") if local(e.tag) == "lom"), None)
    if lom is not None:
        harvest_lom(lom, builder, "lom")
        builder.title = next((m.value for m in builder.metadata if m.name == "general.title"), None)
    words = 0
    for element in root.iter("*"):
        for text in (element.text if local(element.tag) not in ("script", "style") else None, element.tail):
            if text and text.strip():
                builder.line(text)
                words += len(text.split())
    if lom is None and words < _FEWEST_WORDS:
        what = {"actual": "een XML-bestand zonder leestekst", "actual_en": "an XML file without text to read"}
        raise ReadError("read-unsupported", source.name, what)


READER = Reader(
    formats={"xml": "application/xml"},
    extensions={"xml": "xml"},
    names={"xml": ("een XML-bestand", "an XML file")},
    detect=detect,
    read=read,
    rank=50,
)
