"""What axe-core says, in the words of our own catalogue."""

import re
from collections.abc import Iterator
from typing import Any

from checks.rule import Text
from checks.web.hit import Hit
from checks.web.names import name, role_of
from checks.web.page import Node, Page
from checks.web.rules.structure import repeated

VERSION = "4.14.1"
_OURS = {
    "avoid-inline-spacing": "text-spacing", "heading-order": "headings-order", "empty-heading": "heading-empty",
    "empty-table-header": "table-header-empty", "page-has-heading-one": "heading-one-missing",
    "p-as-heading": "heading-fake", "table-fake-caption": "table-caption-fake", "th-has-data-cells": "table-header-only",
    "form-field-multiple-labels": "label-multiple", "no-autoplay-audio": "autoplay", "duplicate-id-active": "duplicate-id",
    "identical-links-same-purpose": "link-same-text", "video-caption": "media-captions", "audio-caption": "audio-transcript",
}  # fmt: skip
OFF = ("frame-tested", "audio-caption", "hidden-content")
"""Rules that say nothing about the page itself, or that a rule of our own says better."""
_COMMANDS = {"button": "97a4e1", "link": "c487ae", "menuitem": "m6b1q3"}
_ONCE = {"landmarks"}
_UNSURE = ("color-contrast", "duplicate-id-aria", "frame-title-unique", "server-side-image-map", "form-field-multiple-labels",
              "aria-braille-equivalent")  # fmt: skip
"""Rules of which what axe-core leaves open is told for a person to judge."""
_SPACING = {"letter-spacing": Text("letterafstand", "letter spacing"), "word-spacing": Text("woordafstand", "word spacing"),
            "line-height": Text("regelafstand", "line height")}  # fmt: skip
_OVER = Text("Het contrast van deze tekst is niet te berekenen: er ligt een afbeelding of verloop onder.",
             "The contrast of this text cannot be computed: there is an image or gradient under it.")  # fmt: skip


def ours(rule: str) -> str:
    """The id in our catalogue for a rule of axe-core."""
    return "landmarks" if rule.startswith("landmark-") or rule == "region" else _OURS.get(rule, rule)


def hits(page: Page, result: dict[str, Any]) -> Iterator[Hit]:
    """Every violation, and of what axe could not decide what a person can."""
    for rule in result.get("violations", []):
        yield from _rule(page, rule, certain=True)
    for rule in result.get("incomplete", []):
        if rule["id"] in _UNSURE or rule["id"] in _DECIDED:
            yield from _rule(page, rule, certain=False)


def _rule(page: Page, rule: dict[str, Any], *, certain: bool) -> Iterator[Hit]:
    check = ours(rule["id"])
    for node in rule["nodes"]:
        element = page.by_number.get(node["n"]) if node.get("n") is not None else None
        hit = Hit(check, element, "certain" if certain else "to-be-judged", engine="axe",
                  target=node.get("target", ""), snippet=node.get("html", ""))  # fmt: skip
        _say(hit, rule["id"], {c[0]: c[1] for c in node.get("data", [])})
        if not certain and rule["id"] == "color-contrast":
            hit.message = _OVER
        if not certain and (decide := _DECIDED.get(rule["id"])):
            if element is None or not decide(element):
                continue
            hit.certainty = "likely"
        if _mistaken(page, hit, rule["id"]):
            continue
        if rule["id"] == "object-alt" and element is not None and element.get("alt").strip():
            hit.check = "object-alt-attribute"
        elif rule["id"] == "aria-command-name" and element is not None and role_of(element) in _COMMANDS:
            hit.standard = ("WCAG 2.2 4.1.2", "EN 301 549 9.4.1.2", f"ACT {_COMMANDS[role_of(element)]}")
        elif rule["id"] == "landmark-one-main" and repeated(page):
            hit.standard = ("Best practice", "ACT b40fd1")
        elif rule["id"] == "object-alt" and element is not None and element.get("aria-labelledby").strip():
            hit.check = "aria-valid-attr-value"
            hit.standard = ("WCAG 2.2 1.1.1", "WCAG 2.2 4.1.2", "EN 301 549 9.1.1.1", "ACT 8fc3b6")
        yield hit
        if rule["id"] == "region" and check in _ONCE:
            return


def _out_of_reach(box: Node) -> bool:
    """A box that scrolls, and of which no part is reached with the Tab key."""
    return not box.focusable and not any(n.focusable for n in box.within())


def _name_alone(node: Node) -> bool:
    """A name where there may be none, on an element that has nothing else to say."""
    return not node.text and bool(node.get("aria-label").strip() or node.get("aria-labelledby").strip())


_DECIDED = {"scrollable-region-focusable": _out_of_reach, "aria-prohibited-attr": _name_alone}
"""What axe-core leaves open and the rest of the page decides."""


def _mistaken(page: Page, hit: Hit, rule: str) -> bool:
    """Where we know better than the engine: a name that differs in punctuation only, text without letters."""
    node = hit.node
    if rule in ("html-has-lang", "document-title") and page.root.tag != "html":
        return True
    if rule == "frame-focusable-content":
        return any(d.tag == "dialog" and d.has("open") for d in page.nodes)
    if node is None:
        return False
    if rule == "label-content-name-mismatch":
        seen, said = node.text, name(page, node)
        icons = any(re.search(r"icon|symbol|glyph|awesome", n.style("font"), re.IGNORECASE) for n in node.walk())
        return icons or f" {_words(seen)} " in f" {_words(said)} " or _hyphened(seen, said) or _abbreviated(seen, said)
    if rule.startswith("color-contrast"):
        return not re.search(r"[^\W_]", node.text + str(node.facts.get("v") or "") + node.get("placeholder"))
    if rule == "meta-refresh":
        first = next((m for m in page.all("meta") if m.get("http-equiv").lower() == "refresh"), None)
        return (
            first is not None and first is not node and re.match(r"\s*\d+\s*([;,]|$)", first.get("content")) is not None
        )
    return False


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _hyphened(seen: str, said: str) -> bool:
    """“non-standard” for “nonstandard”."""
    return ("-" in said) != ("-" in seen) and seen.lower().replace("-", "") == said.lower().replace("-", "")


def _abbreviated(seen: str, said: str) -> bool:
    """“Ave.” for “Avenue”: the words start alike, and the short one ends in a full stop."""
    short, long = seen.lower().split(), said.lower().split()
    return len(short) == len(long) and all(
        a == b or (a.endswith(".") and b.startswith(a[:-1])) for a, b in zip(short, long, strict=True)
    )


def _say(hit: Hit, rule: str, data: dict[str, Any]) -> None:
    """Fills in what the catalogue's message asks for."""
    node = hit.node
    text = node.text[:60] if node is not None else ""
    hit.values = {"text": text, "alt": text, "id": node.get("id") if node else "", "lang": node.get("lang") if node else "",
                  "ratio": Text("", "")}  # fmt: skip
    for part in ("color-contrast", "color-contrast-enhanced"):
        found = data.get(part)
        if isinstance(found, dict) and found.get("contrastRatio"):
            said = f" ({found['contrastRatio']} : 1, {found.get('fgColor')} / {found.get('bgColor')})"
            hit.values["ratio"] = Text(said, said)
    if hit.check == "text-spacing":
        kind = next((k for k in _SPACING if node is not None and k in node.get("style")), "line-height")
        hit.values["kind"] = _SPACING[kind]
    if hit.check == "headings-order":
        hit.message = Text("Bij deze kop is een niveau overgeslagen.", "A level is skipped at this heading.")
