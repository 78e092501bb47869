"""The value lists of NL-LOM, from `config/vocabularies/nl_lom.json`."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from schemas.common import Language

LISTS = Path(__file__).parent.parent / "config" / "vocabularies" / "nl_lom.json"


@lru_cache
def lists() -> dict[str, Any]:
    """Name → {source, values: {code: {nl, en}}}; the licence list also has `urls`, the context list `levels`."""
    found: dict[str, Any] = json.loads(LISTS.read_text(encoding="utf-8"))
    return found


def source(name: str) -> str:
    return str(lists()[name]["source"])


def codes(name: str) -> frozenset[str]:
    return frozenset(lists()[name]["values"])


def labels(name: str, language: Language = "nl") -> dict[str, str]:
    """Code → label, in the order of the list."""
    return {code: text[language] for code, text in lists()[name]["values"].items()}


def licence_url(code: str) -> str | None:
    found = lists()["licence"]["urls"].get(code)
    return None if found is None else str(found)


def licence_code(text: str) -> str | None:
    """The code for a licence given as code, Creative Commons URL or short name such as "CC BY-SA 4.0"."""
    wanted = text.strip().lower()
    if wanted in codes("licence"):
        return wanted
    bare = wanted.removeprefix("http://").removeprefix("https://").removeprefix("www.")
    for code, url in lists()["licence"]["urls"].items():
        if bare.startswith(url.removeprefix("https://").rstrip("/")):
            return str(code)
    squeezed = wanted.replace(" ", "-").replace(".", "").replace("--", "-")
    return next((code for code in (squeezed, f"{squeezed}-40") if code in codes("licence")), None)
