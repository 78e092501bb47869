"""Text in pictures and scans, through tesseract when it is installed; Dutch first."""

import io
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from documents.builder import Builder
from documents.tools import ToolError, here, use

if TYPE_CHECKING:
    from PIL.Image import Image

WANTED = ("nld", "eng")
_LONGEST_SIDE = 3000
_ENLARGE_BELOW = 1000
_SURE_WORD = 40.0
_SURE_LINE = 60.0
_SHARE = 0.4
"""The part of the time for reading a file by which recognising ends; what was read before counts."""


@dataclass
class Recogniser:
    """Recognises one file's pictures until its share of the time is spent, and tells what was not done."""

    builder: Builder
    left: int = 0
    slowest: float = 0.0
    usable: bool = True

    def lines(self, picture: "Image") -> list[str]:
        """The lines of text in `picture`, paragraphs parted by an empty line; none when nothing can be recognised."""
        if not self.usable:
            return []
        languages = installed()
        if not languages:
            self.usable = False
            self.builder.problem(
                "ocr-missing",
                "tekst in afbeeldingen en scans is niet gelezen, want tesseract is niet geïnstalleerd",
                "text in pictures and scans was not read, as tesseract is not installed",
            )
            return []
        if "nld" not in languages:
            self.builder.problem(
                "ocr-language",
                "tekst in afbeeldingen is zonder Nederlands woordmodel gelezen en kan fouten bevatten",
                "text in pictures was read without a Dutch model and may hold mistakes",
            )
        begun = time.monotonic()
        time_left = self.builder.begun + self.builder.limits.seconds * _SHARE - begun
        # A page that takes as long as the slowest before it would be cut off halfway.
        if self.slowest > time_left or time_left <= 0:
            self.left += 1
            return []
        try:
            answer = use("recognise", _png(picture), suffix=".png", within=time_left,
                         languages="+".join(languages), layout="3", format="tsv")  # fmt: skip
        except ToolError as error:
            if str(error) == "timeout":
                self.left += 1
                return []
            if str(error) == "unsafe":
                self.usable = False
            self.builder.problem("ocr-failed", "tekst in een afbeelding of scan kon niet worden herkend",
                                 "text in a picture or scan could not be recognised")  # fmt: skip
            return []
        finally:
            self.slowest = max(self.slowest, time.monotonic() - begun)
        return _sure_lines(answer.decode("utf-8", "replace"))

    def tell(self) -> None:
        """Says what was left out for want of time."""
        if self.left:
            one = self.left == 1
            dutch = "gescande pagina is" if one else "gescande pagina's zijn"
            english = "scanned page was" if one else "scanned pages were"
            self.builder.cut("ocr-truncated", f"{self.left} {dutch} niet herkend, want de leestijd was op",
                             f"{self.left} {english} not recognised as time was up")  # fmt: skip


@lru_cache(maxsize=1)
def installed() -> tuple[str, ...]:
    """The wanted languages that tesseract has here; empty when it is not installed."""
    if not here("recognise"):
        return ()
    try:
        listed = use("recognisable", b"").decode("utf-8", "replace").split()
    except ToolError:
        return ()
    return tuple(language for language in WANTED if language in listed)


def _png(picture: "Image") -> bytes:
    from PIL import Image, ImageOps

    turned: Any = ImageOps.exif_transpose(picture) or picture
    if turned.mode in ("RGBA", "LA", "PA") or (turned.mode == "P" and "transparency" in turned.info):
        # Letters on a transparent ground would become black on black.
        turned = turned.convert("RGBA")
        ground = Image.new("RGBA", turned.size, "white")
        ground.alpha_composite(turned)
        turned = ground
    grey = turned.convert("L")
    longest = max(grey.size)
    factor = _LONGEST_SIDE / longest if longest > _LONGEST_SIDE else 2 if longest < _ENLARGE_BELOW else 1
    if factor != 1:
        grey = grey.resize((max(1, round(grey.width * factor)), max(1, round(grey.height * factor))))
    out = io.BytesIO()
    grey.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _sure_lines(table: str) -> list[str]:
    """The lines of tesseract's table of words, without what it is not sure of: a photo is full of seeming letters."""
    lines: dict[tuple[str, ...], list[tuple[float, str]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append((float(cells[10]), cells[11].strip()))
    told: list[str] = []
    paragraph: tuple[str, ...] = ()
    for place, words in lines.items():
        kept = [text for sure, text in words if sure >= _SURE_WORD]
        if not kept or sum(sure for sure, _ in words) / len(words) < _SURE_LINE:
            continue
        if not any(c.isalnum() for text in kept for c in text):
            continue
        if told and place[:3] != paragraph:
            told.append("")
        paragraph = place[:3]
        told.append(" ".join(kept))
    return told
