"""What a stylesheet loads and names, and where its grammar breaks."""

import re
from dataclasses import dataclass, field
from typing import Any

_SKIP = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_BLOCKS = frozenset({"media", "supports", "layer", "container", "document"})
_LISTS = frozenset({"font-face", "page", "viewport", "counter-style", "property", "font-feature-values"})
FORBIDDEN = frozenset({"direction", "unicode-bidi"})


@dataclass
class Sheet:
    """`loads` are (kind, address): `import`, `font`, `namespace` or `url`."""

    loads: list[tuple[str, str]] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    empty_fonts: int = 0
    wide: bool = False
    charset: str | None = None
    """The encoding that the sheet declares, when it is another than UTF-8."""


def read(data: bytes) -> Sheet:
    """A stylesheet file. One that is not UTF-8 is read as far as it goes."""
    sheet = Sheet()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        sheet.wide = True
        text = data.decode("utf-16", "replace")
    else:
        declared = data[:200].removeprefix(b"\xef\xbb\xbf")
        if declared.startswith(b'@charset "'):
            name = declared[10:].split(b'"', 1)[0].decode("ascii", "replace")
            if name.lower().startswith("utf-16"):
                sheet.wide = True
            elif name.lower() not in ("utf-8", "us-ascii", "ascii"):
                sheet.charset = name
        text = data.decode("utf-8-sig", "replace")
    _rules(sheet, text)
    return sheet


def read_text(text: str) -> Sheet:
    """The text of a `style` element."""
    sheet = Sheet()
    _rules(sheet, text)
    return sheet


def read_attribute(text: str) -> Sheet:
    """The text of a `style` attribute."""
    sheet = Sheet()
    _declarations(sheet, text)
    return sheet


def _rules(sheet: Sheet, source: Any) -> None:
    import tinycss2

    if isinstance(source, str):
        plain = _SKIP.sub("", source)
        if plain.count("{") > plain.count("}"):
            sheet.errors.append("{ without }")
        rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    else:
        rules = tinycss2.parse_rule_list(source, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "error":
            sheet.errors.append(rule.message)
        elif rule.type == "at-rule":
            _at_rule(sheet, rule)
        elif rule.type == "qualified-rule":
            _selector(sheet, rule.prelude)
            _declarations(sheet, rule.content)


def _at_rule(sheet: Sheet, rule: Any) -> None:
    name = rule.lower_at_keyword
    if name in ("import", "namespace"):
        for token in _walk(rule.prelude):
            if (address := _address(token)) is not None:
                sheet.loads.append((name, address))
                break
        return
    if rule.content is None:
        return
    if name in _BLOCKS:
        _rules(sheet, rule.content)
    elif name == "font-face":
        before = len(sheet.loads)
        found = _declarations(sheet, rule.content)
        sheet.empty_fonts += not found
        sheet.loads[before:] = [("font", address) for _, address in sheet.loads[before:]]
    elif name in _LISTS:
        _declarations(sheet, rule.content)


def _selector(sheet: Sheet, prelude: list[Any]) -> None:
    dot = False
    filled = False
    for token in _walk(prelude):
        filled = filled or token.type not in ("whitespace", "comment")
        if token.type == "error":
            sheet.errors.append(token.message)
        if dot and token.type == "ident":
            sheet.classes.add(token.value)
        dot = token.type == "literal" and token.value == "."
        if token.type == "literal" and token.value in (";", "}"):
            sheet.errors.append("selector")
    if not filled:
        sheet.errors.append("no selector")


def _declarations(sheet: Sheet, source: Any) -> int:
    import tinycss2

    found = 0
    for node in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            sheet.errors.append(node.message)
        elif node.type == "declaration":
            found += 1
            sheet.properties.add(node.lower_name)
            if not any(token.type not in ("whitespace", "comment") for token in node.value):
                sheet.errors.append(f"no value for {node.lower_name}")
            for token in _walk(node.value):
                if token.type == "error":
                    sheet.errors.append(token.message)
                elif (address := _url(token)) is not None:
                    sheet.loads.append(("url", address))
        elif node.type == "at-rule":
            _at_rule(sheet, node)
        elif node.type == "qualified-rule":
            _selector(sheet, node.prelude)
            _declarations(sheet, node.content)
    return found


def _walk(tokens: list[Any]) -> Any:
    for token in tokens:
        yield token
        if token.type == "function" and token.lower_name != "url":
            yield from _walk(token.arguments)
        elif token.type in ("() block", "[] block", "{} block"):
            yield from _walk(token.content)


def _url(token: Any) -> str | None:
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name in ("url", "src"):
        text = next((a for a in token.arguments if a.type == "string"), None)
        return str(text.value) if text is not None else ""
    return None


def _address(token: Any) -> str | None:
    return str(token.value) if token.type == "string" else _url(token)
