"""A PDF opened once for all who look at it: its pages by pdfium, its objects by pikepdf."""

from typing import TYPE_CHECKING, Any

from config.settings import MB
from documents.errors import ReadError

if TYPE_CHECKING:
    from documents.source import Source

_QPDF: dict[str, Any] = dict.fromkeys(
    ("flate_max_memory", "run_length_max_memory", "png_max_memory", "tiff_max_memory", "dct_max_memory"), 96 * MB
) | {"dct_max_progressive_scans": 100, "parser_max_container_size": 2_000_000, "doc_max_warnings": 2_000}
"""What one stream, list or damaged file may cost; streams are only decoded for metadata and tags."""


def pages(source: "Source") -> Any:
    """The file for pdfium, which raises PdfiumError for what it makes nothing of."""
    return source.once("pdfium", lambda: _pages(source))


def objects(source: "Source") -> Any:
    """The file for pikepdf; None when only pdfium may still make something of it. ReadError for a locked one."""
    return source.once("pikepdf", lambda: _objects(source))


def damaged(source: "Source") -> ReadError:
    detail = {"detail": "de opbouw van de PDF klopt niet", "detail_en": "the structure of the PDF is not sound"}
    return ReadError("read-damaged", source.name, detail)


def _pages(source: "Source") -> Any:
    import pypdfium2 as pdfium

    source.file.seek(0)
    return pdfium.PdfDocument(source.file)


def _objects(source: "Source") -> Any:
    import pikepdf

    pikepdf.settings.set_qpdf_limits(**_QPDF)
    source.file.seek(0)
    try:
        return pikepdf.open(source.file)
    except pikepdf.PasswordError as error:
        raise ReadError("read-encrypted", source.name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        return None
