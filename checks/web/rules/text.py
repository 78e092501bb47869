"""How text looks and reads: size, capitals, lines, spacing, contrast against a gradient, hard language."""

import re
from collections.abc import Iterator

from checks.rule import Text
from checks.web.hit import Hit
from checks.web.page import Node, Page

_SPACING = {"letter-spacing": (0.12, Text("letterafstand", "letter spacing"), "24afc2"),
            "word-spacing": (0.16, Text("woordafstand", "word spacing"), "9e45ec"),
            "line-height": (1.5, Text("regelafstand", "line height"), "78fd32")}  # fmt: skip
_LENGTH = re.compile(r"(-?[\d.]+)(px|em|rem|pt|%|)?\s*$")
_BLOCK = ("p", "li", "div", "blockquote", "td", "dd", "section", "article")
_SENSORY = re.compile(
    r"\b(the|de|het) (round|square|circular|triangular|ronde|vierkante|driehoekige) (button|icon|knop|icoon)\b|"
    r"\b(in|on|to|at) the (left|right|bottom|top)(-hand)? (corner|column|side|box|menu)\b|"
    r"\b(see|use|click|press|choose|select)\b[^.]{0,40}\b(on the (left|right)|below to the (left|right)|at the (top|bottom) of the (page|screen))\b|"
    r"\b(in de|aan de|naar de|op de) (linker|rechter)(kolom|kant|zijde|hoek)\b|\b(klik|druk|kies|gebruik)\b[^.]{0,40}\b(links|rechts)(boven|onder)?\b", re.I)  # fmt: skip
_VISUAL = r"left|right|top|bottom|round|square|circular|triangular|links|rechts|linker|rechter|rond|vierkant|driehoekig"
_NAMING = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "label", "legend", "caption", "summary", "figcaption")
_COLOURS = r"(red|green|blue|yellow|orange|purple|rode?|groene?|blauwe?|gele?|geel|oranje|paarse?)"
_BY_COLOUR = re.compile(
    rf"\b(the|de|het) {_COLOURS} (\w+ ){{0,2}}(listed|below|above|are|is|will|marked|text|fields?|items?|words?|zijn|hieronder|woorden|velden|antwoorden|tekst)\b|"
    rf"\b(marked|shown|highlighted|indicated|written|gemarkeerd|aangegeven|weergegeven|staan) (in|with|by|met)( the| het| de)? {_COLOURS}\b", re.I)  # fmt: skip
_ON_PAGE = re.compile(
    r"\b(listed|below|above|marked|shown|highlighted|indicated|written|hieronder|gemarkeerd|aangegeven|weergegeven|staan|text|tekst|words?|"
    r"woord(en)?|letters?|sentences?|zin(nen)?|fields?|veld(en)?|items?|answers?|antwoord(en)?|lines?|lijn(en)?|curves?|graphs?|grafiek(en)?|"
    r"areas?|gebied(en)?|regions?|bars?|sta(af|ven)|arrows?|pijl(en)?|boxe?s?|vak(ken)?|cells?|cel(len)?|rows?|rij(en)?|columns?|kolom(men)?|"
    r"buttons?|knop(pen)?|links?|dots?|punt(en)?|stip(pen)?|shapes?|figu(ur|ren))\b", re.I)  # fmt: skip
"""What a page itself shows in a colour; a red candle or a blue bird is red or blue for everyone who reads it."""
_TARGET = re.compile(r"\b(?:op|on)\s+(?:(?:de|het|een|the|an?)\s+)?(\w+)", re.I)
_ANYTHING = re.compile(
    r"the|de|het|button|knop(pen|je)?|icon|icoon|pictogram|link|image|picture|afbeelding|plaatje|figure|figuur|box|vak(je)?|side|kant|zijde|"
    r"corner|hoek|column|kolom|menu|list|lijst|page|pagina|screen|scherm|it|this|that|one|deze|die|dit|dat|\d+", re.I)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ABBREVIATION = re.compile(r"\b([A-Z]{3,6})s?\b")
_KNOWN = {"USA", "UK", "EU", "UTC", "GMT", "PDF", "HTML", "CSS", "URL", "HTTP", "HTTPS", "XML", "JSON", "WWW", "CD", "DVD", "TV", "PC",
          "USB", "SMS", "GPS", "DNA", "RNA", "NASA", "UNESCO", "HAVO", "VWO", "VMBO", "MBO", "HBO", "III", "VIII", "VII", "XII", "BBC", "FAQ", "ADHD", "AIDS", "HIV"}  # fmt: skip


def spacing(page: Page) -> Iterator[Hit]:
    for node in page.nodes:
        style = node.get("style")
        if "!important" not in style or node.hidden or not node.own_text or not node.visible:
            continue
        last: dict[str, str] = {}
        for declaration in style.lower().split(";"):
            key, _, value = declaration.partition(":")
            if key.strip() in _SPACING and ("!important" in value or "!important" not in last.get(key.strip(), "")):
                last[key.strip()] = value
        for key, value in last.items():
            least, word, act = _SPACING[key]
            ratio = _ratio(value.replace("!important", "").strip(), node, key)
            if "!important" not in value or ratio is None or ratio >= least:
                continue
            if key == "line-height" and not (_several_lines(node) if page.browsed else _may_wrap(node)):
                continue
            standard = ("WCAG 2.2 1.4.12", "EN 301 549 9.1.4.12", f"ACT {act}")
            yield Hit("text-spacing", node, values={"kind": word}, standard=standard)


def _may_wrap(node: Node) -> bool:
    """By its markup alone: long enough for a second line in a window or on a telephone, or broken by hand."""
    return len(node.text) > 60 or any(node.within("br"))


def _ratio(value: str, node: Node, key: str) -> float | None:
    if value in ("normal", "initial"):
        return 0.0 if key != "line-height" else 1.2
    found = _LENGTH.fullmatch(value)
    if not found:
        return None
    number, unit = float(found[1] or 0), found[2] or ""
    size = node.size or 16.0
    if unit in ("em", "rem"):
        return number if unit == "em" else number * 16 / size
    if unit == "%":
        return number / 100
    if unit == "":
        return number if key == "line-height" else (0.0 if number == 0 else None)
    return number * (4 / 3 if unit == "pt" else 1) / size


def _several_lines(node: Node) -> bool:
    box = node.box
    height = node.style("line_height")
    one = float(height[:-2]) if height.endswith("px") else 1.2 * node.size
    return bool(box) and box[3] > 1.6 * one  # type: ignore[index]


def looks(page: Page) -> Iterator[Hit]:
    for node in page.nodes:
        if node.hidden or node.tag in ("html", "body", "script", "style") or not page.browsed:
            continue
        own = node.own_text
        if not own or not node.visible:
            continue
        if node.size and node.size < 9.5 and len(own) > 3 and node.tag not in ("sup", "sub"):
            yield Hit("text-small", node, "likely", {"size": round(node.size, 1)})
        if len(own) < 60:
            continue
        if node.style("transform") == "uppercase" or (own.upper() == own and re.search(r"[^\W\d_]{4}", own)):
            yield Hit("text-capitals", node, "likely")
        if node.style("slant").startswith(("italic", "oblique")) and len(own) > 120:
            yield Hit("text-italic", node, "likely")
        if node.style("align") == "justify" and len(own) > 100:
            yield Hit("text-justified", node, "likely")
        box = node.box
        if box and node.size and len(own) > 160 and node.tag in _BLOCK and node.style("display") == "block":
            height = node.style("line_height")
            line = float(height[:-2]) if height.endswith("px") else 1.2 * node.size
            lines = max(round(box[3] / line), 1)
            count = round(len(own) / lines)
            if lines >= 2 and count > 130:
                yield Hit("text-line-length", node, "likely", {"count": count})
            if height.endswith("px") and line < 1.1 * node.size and lines >= 3:
                yield Hit("text-line-height", node, "likely")


def capitals(page: Page) -> Iterator[Hit]:
    if page.browsed:
        return
    for node in page.all(*_BLOCK):
        own = node.own_text
        if len(own) > 60 and own.upper() == own and re.search(r"[^\W\d_]{4}", own) and not node.hidden:
            yield Hit("text-capitals", node, "likely")
        if re.search(r"text-align\s*:\s*justify", node.get("style"), re.I) or node.get("align").lower() == "justify":
            if len(node.text) > 100:
                yield Hit("text-justified", node, "likely")


def hard(page: Page) -> Iterator[Hit]:
    """Long sentences of long words, wherever they stand: a tip, in Dutch and English."""
    for node in page.all("main", "article", "body", "div"):
        paragraphs = " ".join("".join(c for c in node.children if isinstance(c, str)).split())
        text = paragraphs if len(paragraphs) > 200 else ""
        if node.tag in ("main", "article") and not text:
            text = " ".join(p.text for p in node.walk("p") if len(p.text) > 120)
        if len(text) < 250:
            continue
        sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if len(s) > 20]
        words = _WORD.findall(text)
        long = sum(len(w) > 6 for w in words)
        average = len(words) / max(len(sentences), 1)
        if average + 100 * long / max(len(words), 1) > 60 and average > 20:
            yield Hit("text-hard", node, "likely", {"words": round(average)})
            return


def abbreviations(page: Page) -> Iterator[Hit]:
    text = page.body.text
    if len(text) > 200_000:
        return
    explained = {n.text for n in page.all("abbr", "acronym", "dfn") if n.get("title")}
    seen: set[str] = set()
    for found in _ABBREVIATION.finditer(text):
        short = found[1]
        if short in seen or short in _KNOWN or short in explained:
            continue
        seen.add(short)
        around = text[max(0, found.start() - 120) : found.end() + 120]
        told = re.search(
            rf"\(\s*{short}s?\s*\)|{short}s?\s*\(|{short}s? (staat voor|betekent|stands for|means)", around
        )
        capitals = len(re.findall(r"\b[A-Z]{2,}\b", around))
        if not told and capitals < 6:
            node = next((n for n in page.body.walk() if short in n.own_text), page.body)
            if node.tag not in ("h1", "h2", "code", "pre", "title"):
                yield Hit("abbreviation", node, "likely", {"text": short})
        if len(seen) > 30:
            return


def pointers(page: Page) -> Iterator[Hit]:
    for node in page.nodes:
        own = node.text if node.tag in ("p", "li", "label", "td") else node.own_text
        if node.hidden or not 12 <= len(own) <= 600 or node.tag in ("script", "style", "html"):
            continue
        if (found := _BY_COLOUR.search(own)) is not None:
            sure = "likely" if _ON_PAGE.search(found[0]) else "to-be-judged"
            yield Hit("color-only", node, sure, {"text": found[0][:80]})  # type: ignore[arg-type]
        elif (found := _SENSORY.search(own)) is not None:
            sure = "to-be-judged" if _named_so(page, node, found[0]) or _names_target(own) else "likely"
            yield Hit("sensory-instruction", node, sure, {"text": found[0][:80]})  # type: ignore[arg-type]


def _named_so(page: Page, node: Node, said: str) -> bool:
    """Whether something else on the page bears the word of the instruction (left, round) for people who cannot see."""
    words = set(re.findall(_VISUAL, said.lower()))
    inside = {id(n) for n in (*node.walk(), *node.ancestors())}
    for other in page.nodes:
        if id(other) in inside or other.silent:
            continue
        told = " ".join(other.get(a) for a in ("aria-label", "alt", "title", "value"))
        if other.tag in _NAMING or other.role in ("button", "link", "heading"):
            told += " " + other.text
        if words & set(re.findall(_VISUAL, told.lower())):
            return True
    return bool(re.search(r"[\"“‘«]|\b(labell?ed|called|named|genaamd|met de tekst|heet)\b", node.text))


def _names_target(text: str) -> bool:
    """Whether the instruction also says what the thing is called: “at the bottom right, press on Start”."""
    return any(not _ANYTHING.fullmatch(m[1]) and not re.match(_VISUAL, m[1], re.I) for m in _TARGET.finditer(text))


def contrast_over(page: Page) -> Iterator[Hit]:
    """Text over a gradient or picture that is too close to one of the gradient's colours."""
    for node in page.nodes:
        picture = str(node.facts.get("bg") or "")
        if "gradient" not in picture or not node.own_text or not node.visible:
            continue
        stops = [c for c in (_colour(x) for x in re.findall(r"rgba?\([^)]*\)", picture)) if c is not None]
        ink = _colour(node.style("color"))
        ground = _colour(node.style("background"))
        if ink is None or len(stops) < 2:
            continue
        base = ground[:3] if ground is not None and ground[3] > 0 else (255.0, 255.0, 255.0)
        stops = _under(node, picture, stops)
        # A letter is readable where its ground is best: only text that is weak everywhere is told.
        worst = max(_contrast(_over(ink, _over(s, base)), _over(s, base)) for s in stops)
        large = node.size >= 24 or (node.size >= 18.66 and node.bold)
        for check, least in (
            ("color-contrast", 3.0 if large else 4.5),
            ("color-contrast-enhanced", 4.5 if large else 7.0),
        ):
            if worst < least:
                ratio = Text(f" ({worst:.1f} : 1)", f" ({worst:.1f} : 1)")
                yield Hit(check, node, "likely", {"ratio": ratio})
                break


def _under(
    node: Node, picture: str, stops: list[tuple[float, float, float, float]]
) -> list[tuple[float, float, float, float]]:
    """The colours that lie under the text itself, where the gradient runs along the line."""
    text, box = node.facts.get("tb"), node.box
    evenly = re.match(r"linear-gradient\((to right|90deg), (rgba?\([^)]*\)(, )?)+\)$", picture)
    if not text or not box or not box[2] or not evenly:
        return stops
    found = []
    for step in range(5):
        part = (text[0] - box[0] + text[2] * step / 4) / box[2]
        place = min(max(part, 0.0), 1.0) * (len(stops) - 1)
        low = min(int(place), len(stops) - 2)
        found.append(tuple(a + (b - a) * (place - low) for a, b in zip(stops[low], stops[low + 1], strict=True)))
    return found


def _colour(text: str) -> tuple[float, float, float, float] | None:
    numbers = re.findall(r"[\d.]+", text)
    if not text.startswith("rgb") or len(numbers) < 3:
        return None
    return float(numbers[0]), float(numbers[1]), float(numbers[2]), float(numbers[3]) if len(numbers) > 3 else 1.0


def _over(top: tuple[float, ...], ground: tuple[float, ...]) -> tuple[float, float, float]:
    alpha = top[3] if len(top) > 3 else 1.0
    return tuple(t * alpha + g * (1 - alpha) for t, g in zip(top[:3], ground[:3], strict=True))  # type: ignore[return-value]


def _contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """The contrast ratio of WCAG 2."""

    def light(colour: tuple[float, ...]) -> float:
        parts = [c / 255 for c in colour[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def clipped(page: Page) -> Iterator[Hit]:
    """Boxes of a fixed size that hide what no longer fits once the text is twice as large."""
    for node in page.probes.get("clipped") or ():
        found = page.by_number.get(node)
        if found is not None and not found.hidden and len(found.text) > 12 and not found.offscreen:
            yield Hit("text-clipped", found, "likely")


RULES = (spacing, looks, capitals, hard, abbreviations, pointers, contrast_over, clipped)
