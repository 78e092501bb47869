"""The content of an H5P: which of its values people read, and which only steer the program."""

import re
from collections.abc import Iterator
from typing import Any

from documents.markup.fragment import has_tags

UI_GROUPS = {"ui", "l10n", "behaviour", "behavior", "confirmcheck", "confirmretry", "overridesettings", "accessibility",
             "override", "copyright", "metadata", "currikisettings", "scorebarlabel", "visuals", "goto", "adaptivity",
             "globalbackgroundselector", "backgroundsettings", "style", "gamestyle", "theme", "theming", "lookandfeel",
             "licenseextras", "duration", "displayoptions", "a11y", "endscreen", "noresulttext", "texttracks",
             "pagecontent", "cpautoplay", "presentationstyles"}  # fmt: skip
"""Groups of settings and button labels; a video's tracks and the licence are read where they belong."""
_NO_TEXT = {"path", "mime", "library", "subcontentid", "license", "licenseversion", "contenttype", "role", "url",
            "color", "colour", "fontcolor", "backgroundcolor", "id", "type", "language", "machinename", "kind",
            "defaultlanguage", "from", "to", "icon", "aspectratio", "align", "layout", "mode", "style", "format",
            "extratitle", "srclang", "protocol", "latex", "uuid", "buttonsize", "displaytype", "position", "shape",
            "quality", "codecs", "copyright", "author", "authors", "year", "source", "version"}  # fmt: skip
TEXT_KEYS = {
    "text", "question", "answer", "answers", "correct", "feedback", "chosenfeedback", "notchosenfeedback", "tip",
    "tips", "title", "taskdescription", "textfield", "introduction", "intro", "description", "contenttitle", "label",
    "header", "headline", "content", "html", "alt", "caption", "summary", "solution", "samplesolution", "statement",
    "statements", "distractors", "alttext", "imagealt", "matchalt", "questions", "keywords", "main", "contextualtext",
    "subtitle",
    "startscreentitle", "startscreensubtitle", "endscreentitle", "endscreensubtitle", "name", "word", "clue",
    "extraclue", "term", "definition", "hovertext", "dialogtext", "instructions", "instruction", "goaltext", "goals",
    "wordlist", "greeting", "passage", "placeholder", "body", "asset", "credit", "quote", "titlescreentitle",
    "backgroundalt", "linktext", "paragraph", "message", "prompt", "choice", "alternatives", "alternative", "comment",
    "wrong", "gap", "blanks", "startdate", "enddate", "audiotranscript", "transcript", "imagealttext", "secondarytext",
}  # fmt: skip
"""Names under which the usual content types keep what pupils read."""
_LONG = 60
_A11Y = re.compile(r"^(a11y|aria)|(label|button|text|message|title|description|announcement)$", re.IGNORECASE)
_UI_AT_ROOT = {"checkanswer", "tryagain", "showsolution", "submitanswer", "retry", "check", "showsolutions", "next",
               "progresstext", "correcttext", "incorrecttext", "scoretext", "missingtext"}  # fmt: skip

Field = tuple[str, str]


def texts(params: dict[str, Any], semantics: "Semantics | None") -> Iterator[tuple[str, Any]]:
    """The entries of one content group that hold text, pictures or more content: (key, value), in order."""
    for key, value in params.items():
        low = key.lower()
        if low in UI_GROUPS or low.startswith("a11y") or (semantics and semantics.common(key)):
            continue
        if isinstance(value, str):
            if _is_text(low, value, semantics is not None and semantics.is_text(key)):
                yield key, value
        elif isinstance(value, dict | list):
            yield key, value


def _is_text(key: str, value: str, declared: bool) -> bool:
    if not value.strip() or key in _NO_TEXT or key in _UI_AT_ROOT:
        return False
    if declared or key in TEXT_KEYS:
        return True
    if value.startswith(("http://", "https://")) or _A11Y.search(key):
        return False
    return has_tags(value) or (len(value) > _LONG and value.count(" ") > 5)


class Semantics:
    """What a library says about its own fields (`semantics.json`): which are texts, which are common labels."""

    def __init__(self, fields: list[Any]) -> None:
        self._texts: set[str] = set()
        self._common: set[str] = set()
        self._learn(fields, 0, False)

    def _learn(self, fields: list[Any], depth: int, common: bool) -> None:
        if depth > 20:
            return
        for field in fields:
            if not isinstance(field, dict) or not isinstance(field.get("name"), str):
                continue
            name = field["name"]
            shared = common or bool(field.get("common"))
            if shared:
                self._common.add(name)
            elif field.get("type") == "text" and field.get("widget") not in ("colorSelector", "timecode"):
                self._texts.add(name)
            inner = field.get("fields") or ([field["field"]] if isinstance(field.get("field"), dict) else [])
            if isinstance(inner, list):
                self._learn(inner, depth + 1, shared)

    def is_text(self, name: str) -> bool:
        return name in self._texts

    def common(self, name: str) -> bool:
        return name in self._common and name not in self._texts


def licence_url(code: str, version: str | None) -> str | None:
    """The address of a Creative Commons licence for H5P's code and version; None for every other licence."""
    if code in ("CC0", "CC0 1.0"):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if code == "CC PDM":
        return "https://creativecommons.org/publicdomain/mark/1.0/"
    found = re.fullmatch(r"CC (BY(?:-(?:SA|ND|NC|NC-SA|NC-ND))?)", code)
    number = re.search(r"\d\.\d", version or "")
    if not found:
        return None
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{number[0] if number else '4.0'}/"
