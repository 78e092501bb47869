"""Where in a material a passage is, in words: its part, its page or slide, the speaker notes, or the time in a clip."""

from dataclasses import dataclass
from typing import Any

from api.desk.facts import SLIDES, clock
from api.i18n import _, translate
from schemas.common import Language
from schemas.document import Document, Part


@dataclass(frozen=True)
class Whereabouts:
    """`part` is the one that is looked at by itself, and so need not be named."""

    document: Document | None = None
    part: Part | None = None

    def _holder(self, place: dict[str, Any]) -> Part | None:
        """The part that a stored location lies in; None in a material without parts."""
        if self.document is None or not self.document.parts:
            return None
        if place.get("start") is not None:
            return self.document.part_at(place["start"])
        return next((p for p in self.document.parts if p.path and p.path == place.get("part")), None)

    def words(self, place: dict[str, Any], language: Language) -> str:
        """Such as “Presentatie, dia 3, notities”; empty when there is nothing to say."""
        start, page = place.get("start"), place.get("page")
        if self.document is None:
            return translate(language, _("p. %(number)d"), number=page) if page else ""
        holder = self._holder(place)
        named = []
        if holder is not None and (self.part is None or holder.id != self.part.id):
            named.append(holder.title)
        if page:
            slides = (holder or self.document).format in SLIDES
            text = _("slide %(number)d") if slides else _("p. %(number)d")
            named.append(translate(language, text, number=page))
        if start is not None and self.document.aside_at(start):
            named.append(translate(language, _("notes")))
        seconds = place.get("seconds")
        if seconds is not None:
            named.append(clock(seconds))
        return ", ".join(named)

    def sheet(self, place: dict[str, Any]) -> str | None:
        """The anchor on the page where the page or slide of this place begins."""
        page = place.get("page")
        if not page:
            return None
        holder = None if self.part else self._holder(place)
        return f"page-{holder.id}-{page}" if holder else f"page-{page}"
