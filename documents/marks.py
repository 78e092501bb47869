"""Places in a text that is still being written, and what they become in the finished document."""

from dataclasses import dataclass

from schemas.common import Location
from schemas.document import Document


@dataclass
class Mark:
    """A place in the text that is still being written; `start` is known once text follows."""

    start: int | None = None
    end: int | None = None
    page: int | None = None
    quiet: bool = False
    part: str | None = None

    def span(self, length: int) -> tuple[int, int]:
        end = self.end if self.end is not None else length
        end = min(end, length)
        start = self.start if self.start is not None and self.start <= end else end
        return start, end


class Places:
    """Turns marks into locations; sections are looked up by halving, as a document may hold thousands."""

    def __init__(self, document: Document) -> None:
        self.length = len(document.text)
        self.starts = [s.start for s in document.sections]
        self.paged = bool(document.page_starts)
        self.seconds_at = document.seconds_at if document.moments else lambda offset: None

    def __call__(self, mark: Mark, selector: str | None) -> Location:
        if mark.quiet:
            return Location(selector=selector, part=mark.part)
        from bisect import bisect_right

        start, end = mark.span(self.length)
        section = bisect_right(self.starts, start) - 1
        page = mark.page if self.paged or mark.part else None
        return Location(
            section=max(section, 0) if self.starts else None,
            start=start,
            end=end,
            page=page,
            selector=selector,
            part=mark.part,
            seconds=self.seconds_at(start),
        )
