"""What a curator wants to know of a file at a glance: how long it is, and whether its video has captions."""

import re

from api.i18n import _, translate, translations
from schemas.common import Language
from schemas.document import Document

SLIDES = frozenset({"pptx", "odp", "ppt"})


def facts(document: Document | None, language: Language) -> list[str]:
    """Short lines, such as "12 slides", "3:25", "with captions"."""
    if document is None:
        return []
    ngettext = translations(language).ngettext
    made = []
    if document.pages:
        if document.format in SLIDES:
            made.append(ngettext("%(num)d slide", "%(num)d slides", document.pages) % {"num": document.pages})
        else:
            made.append(ngettext("%(num)d page", "%(num)d pages", document.pages) % {"num": document.pages})
    lasting = next((m.value for m in document.metadata if m.name == "duration"), "")
    if (seconds := re.match(r"(\d+(?:\.\d+)?) s$", lasting)) is not None:
        made.append(translate(language, _("lasts %(time)s"), time=clock(round(float(seconds[1])))))
    videos = [m for m in document.media if m.kind == "video" and m.captions is not None]
    if videos:
        captioned = sum(bool(m.captions) for m in videos)
        if captioned == len(videos):
            made.append(translate(language, _("with captions")))
        elif captioned:
            made.append(
                translate(language, _("captions for %(some)d of %(all)d videos"), some=captioned, all=len(videos))
            )
        else:
            made.append(translate(language, _("without captions")))
    return made


def clock(seconds: float) -> str:
    """A time in a clip as players show it: 1:05, 1:00:05."""
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
