"""A long PDF without bookmarks, in which nobody finds the way."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.pdf.clauses import FORMATS
from checks.pdf.engine import Original
from checks.rule import CheckInfo, Text
from checks.spot import Spot

LONG = 20
"""Pages above which Acrobat's own checker asks for bookmarks."""
INFO = CheckInfo(
    id="pdf-bookmarks",
    severity="minor",
    title=Text("Lange pdf zonder bladwijzers", "Long PDF without bookmarks"),
    message=Text(
        "Deze pdf van {pages} pagina's heeft geen bladwijzers.", "This PDF of {pages} pages has no bookmarks."
    ),
    help=Text(
        "Laat bij het maken van de pdf bladwijzers uit de koppen maken (in Word: Opties > Bladwijzers maken met koppen; "
        "in LibreOffice: Bladwijzers exporteren).",
        "Have bookmarks made from the headings when making the PDF (in Word: Options > Create bookmarks using headings; "
        "in LibreOffice: Export outlines).",
    ),
    standard=("WCAG 2.2 2.4.5", "EN 301 549 10.2.4.5"),
    formats=FORMATS,
)


def find(original: Original) -> Iterator[Spot]:
    outlines = original.pdf.Root.get("/Outlines")
    pages = len(original.pdf.pages)
    if pages > LONG and (outlines is None or outlines.get("/First") is None):
        yield Spot(INFO.id, {"pages": pages})


RULE = Rule((INFO,), find, FORMATS)
