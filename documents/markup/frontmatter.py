"""YAML front matter of Markdown: metadata that an author wrote above the text."""

import re
from collections.abc import Iterator
from typing import Any

from documents.builder import Builder

_BLOCK = re.compile(r"\A﻿?---[ \t]*\r?\n(.*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_MOST_CHARS = 64_000
_MOST_VALUES = 300
_DEEPEST = 6
_LICENSES = {"license", "licence", "licentie", "rights"}


def split(text: str, builder: Builder) -> str:
    """Notes the front matter in `builder` and gives the rest of `text`."""
    match = _BLOCK.match(text)
    if match is None or len(match[1]) > _MOST_CHARS:
        return text
    import yaml

    try:
        data = yaml.load(match[1], Loader=_loader())  # noqa: S506 - a safe loader without aliases
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        builder.problem(
            "front-matter-damaged",
            "de YAML bovenaan is niet geldig en is overgeslagen",
            "the YAML at the top is not valid and was skipped",
        )
        return text[match.end() :]
    if not isinstance(data, dict):
        # Two rules with text between them are no front matter.
        return text
    for count, (name, value) in enumerate(_flatten(data)):
        if count >= _MOST_VALUES:
            break
        builder.meta("front-matter", name, value)
        low = name.lower()
        if low == "title":
            builder.title = builder.title or value
        elif low in ("language", "lang", "taal"):
            builder.declare_language(value)
        elif low in _LICENSES and value.startswith("http"):
            builder.license(value)
    return text[match.end() :]


def _loader() -> Any:
    import yaml

    class NoAliases(yaml.SafeLoader):
        """Aliases make a bomb of a few lines, and no author needs them here."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.composer.ComposerError(None, None, "aliases are not read", None)
            return super().compose_node(parent, index)

    return NoAliases


def _flatten(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST or value is None:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flatten(item, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _flatten(item, name, depth + 1)
    elif name:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)
