"""Opens an Office file once for all its rules."""

from collections.abc import Iterator
from contextlib import contextmanager

from checks.engine import Engine
from checks.office.model import ALL, Office
from documents.source import Source


@contextmanager
def _open(source: Source, format: str) -> Iterator[Office]:
    if format in ("odt", "odp", "ods"):
        from checks.office import opendocument
        from documents.office.odf import OpenDocument

        yield opendocument.load(OpenDocument.of(source), format)
        return
    from checks.office import slides, word, workbook
    from documents.office.package import Package

    load = {"docx": word.load, "pptx": slides.load, "xlsx": workbook.load}[format]
    yield load(Package.of(source))


ENGINE = Engine(formats=ALL, open=_open, rules="checks.office.rules")
