"""What of a package is looked at by itself: its parts, and what stands in none of them."""

from documents.parts import lifted, part_document
from schemas.common import Location
from schemas.document import Document, Part
from schemas.finding import Finding

MOST = 400
"""Parts that are looked at one by one; a larger course says the same of its first parts as of its last."""
_WRITTEN = {"qti", "topic", "weblink", "assignment", "lti"}


def pieces(document: Document) -> list[tuple[Part | None, Document]]:
    """The innermost parts that hold something, each as a document, and the rest. Empty for what is no package."""
    if not document.parts:
        return []
    parents = {p.parent for p in document.parts}
    inner = [p for p in document.parts if p.id not in parents and p.same_as is None and (p.end > p.start or p.path)]
    if not inner:
        return []
    found: list[tuple[Part | None, Document]] = [(p, _alone(document, p)) for p in inner[:MOST]]
    rest = _rest(document, inner)
    if rest is not None:
        found.append((None, rest))
    return found


def _alone(document: Document, part: Part) -> Document:
    """A part without the headings that the package's reader wrote above it: no author chose their levels."""
    alone = part_document(document, part)
    if part.sha256 is None or part.format in _WRITTEN:
        alone.headings = []
    elif alone.headings and part.format == "html" and alone.headings[0].location.selector is None:
        alone.headings = alone.headings[1:]
    return alone


def lifted_finding(document: Document, part: Part, finding: Finding) -> Finding:
    """A finding about a part as one about the whole: it names the part's file, and counts in the whole text."""
    return finding.model_copy(update={"location": lifted(document, part, finding.location)})


def _rest(document: Document, inner: list[Part]) -> Document | None:
    """The document with the text of its innermost parts blanked, so that every offset stays what it was."""
    text: list[str] = []
    at = 0
    for part in inner:
        text += [document.text[at : part.start], "\n" * (part.end - part.start)]
        at = max(at, part.end)
    left = "".join([*text, document.text[at:]])
    paths = {p.path for p in inner if p.path}

    def outside(place: Location) -> bool:
        if place.start is None:
            return place.part not in paths
        return not any(p.start <= place.start <= p.end for p in inner)

    rest = document.model_copy(
        update={
            "text": left,
            "parts": [],
            "headings": [],
            "images": [i for i in document.images if outside(i.location)],
            "tables": [t for t in document.tables if outside(t.location)],
            "links": [li for li in document.links if outside(li.location)],
            "media": [m for m in document.media if outside(m.location)],
            "active": [a for a in document.active if outside(a.location)],
        }
    )
    holds = rest.images or rest.tables or rest.links or rest.media or rest.active or left.strip()
    return rest if holds else None
