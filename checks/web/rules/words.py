"""Language, titles, headings and labels: whether the words fit what they stand with."""

import re
from collections.abc import Iterator

from checks.rule import Text, primary
from checks.web.hit import Hit
from checks.web.names import labels, name
from checks.web.page import Node, Page

_CODES = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English"), "de": Text("Duits", "German"),
          "fr": Text("Frans", "French"), "es": Text("Spaans", "Spanish"), "it": Text("Italiaans", "Italian"),
          "pt": Text("Portugees", "Portuguese"), "fy": Text("Fries", "Frisian"), "la": Text("Latijn", "Latin"),
          "tr": Text("Turks", "Turkish"), "ar": Text("Arabisch", "Arabic"), "pl": Text("Pools", "Polish"),
          "da": Text("Deens", "Danish"), "sv": Text("Zweeds", "Swedish"), "af": Text("Afrikaans", "Afrikaans")}  # fmt: skip
_KIN = {frozenset(p) for p in (("nl", "af"), ("nl", "fy"), ("da", "no"), ("da", "nb"), ("sv", "no"), ("es", "gl"),
                               ("hr", "sr"), ("hr", "bs"), ("id", "ms"), ("cs", "sk"), ("es", "ca"), ("es", "pt"))}  # fmt: skip
_LITTLE = {
    "nl": ["de", "het", "een", "en", "van", "ik", "te", "dat", "die", "in", "is", "niet", "zijn", "met", "op", "voor", "aan", "er", "maar", "om", "hij", "ze", "wij", "je", "naar", "bij", "ging", "zei", "ook"],
    "en": ["the", "and", "of", "to", "a", "in", "is", "it", "you", "that", "he", "was", "for", "on", "are", "with", "as", "his", "they", "at", "be", "this", "have", "from", "or", "but", "by", "how", "over", "into", "literally", "has", "no", "not", "was", "over", "were", "which", "word"],
    "fr": ["le", "la", "les", "de", "des", "et", "un", "une", "est", "dans", "pour", "que", "qui", "sur", "pas", "avec", "vous", "nous", "ce", "au", "du", "il", "elle", "en", "sont", "bonne", "année"],
    "de": ["der", "die", "das", "und", "ein", "eine", "ist", "nicht", "von", "mit", "zu", "den", "dem", "auf", "für", "ich", "sie", "wir", "es", "im"],
    "es": ["el", "la", "los", "las", "de", "y", "un", "una", "es", "en", "que", "para", "con", "por", "no", "se", "del", "al", "está"],
}  # fmt: skip
_PASSAGE = 120
"""Characters of a passage from which its language can be told with hardly a mistake."""
_FEW_LITTLE = 0.12
_RTL = {"ar", "he", "iw", "fa", "ur", "yi", "ps", "ug", "dv"}
_RTL_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_STOP = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "in",
    "on",
    "for",
    "to",
    "with",
    "from",
    "by",
    "at",
    "is",
    "are",
    "be",
    "this",
    "that",
    "de",
    "het",
    "een",
    "en",
    "van",
    "op",
    "voor",
    "met",
    "te",
    "bij",
    "zijn",
    "dit",
    "dat",
    "der",
    "die",
    "das",
    "und",
    "le",
    "la",
    "les",
    "des",
    "et",
}
_STOCK = re.compile(
    r"(untitled( document| page)?|naamloos( document)?|new page|nieuwe pagina|document\d*|page ?\d*|pagina ?\d*|title|titel|home|index|test|welcome|welkom)",
    re.I,
)
_FILE = re.compile(r"[\w. -]+\.(html?|php|aspx?|docx?|pdf)", re.I)


def known(code: str) -> Text:
    return _CODES.get(primary(code), Text(f"“{code}”", f"“{code}”"))


def detected(text: str, *, least: int = 40) -> tuple[str, float]:
    """The language of `text` and how sure that is; short texts by their little words."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    told = set(words) if len(words) < 30 else words
    counts = {code: sum(w in little for w in told) for code, little in _LITTLE.items()}
    best, hits = max(counts.items(), key=lambda item: item[1])
    others = max((n for code, n in counts.items() if code != best), default=0)
    if sum(len(w) for w in words) < least:
        return (best, 0.85) if hits >= 2 and hits >= 2 * max(others, 1) and hits >= len(words) / 4 else ("", 0.0)
    from models.language import detect

    found = detect(text)
    code, chance = primary(found.code or ""), found.chance
    if hits >= 3 and hits >= 3 * max(others, 1) and best == code:
        chance = max(chance, 0.95)
    if hits >= 3 and hits >= 2 * max(others, 1) and best != code:
        return best, 0.9
    return code, chance


def _differs(declared: str, found: str) -> bool:
    return bool(found) and primary(declared) != found and frozenset((primary(declared), found)) not in _KIN


def page_language(page: Page) -> Iterator[Hit]:
    root = page.root
    if not page.whole or page.root.tag != "html":
        return
    declared = page.language
    if not declared:
        return
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", declared):
        return
    text = _default_text(page)
    found, chance = detected(text)
    if _differs(declared, found) and chance >= 0.8:
        yield Hit("document-language", root, "likely", {"declared": known(declared), "found": known(found)})


def _default_text(page: Page) -> str:
    """The text in the language of the page: parts that declare another are left out; alt texts count."""
    pieces: list[str] = []

    def gather(node: Node) -> None:
        stack: list[Node | str] = [node]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
                continue
            if item.hidden or (item.get("lang") and item is not node):
                continue
            if item.tag == "img":
                pieces.append(" " + item.get("alt") + " ")
            stack.extend(reversed(item.children))

    gather(page.body)
    text = " ".join("".join(pieces).split())
    if len(re.findall(r"[^\W\d_]", text)) < 15:
        text += " " + str(page.view.get("title") or "")
    return text[:20_000]


def passages(page: Page) -> Iterator[Hit]:
    for node in page.nodes:
        lang = node.get("lang").strip()
        if not lang or node is page.root or node.tag == "body" or not re.fullmatch(r"[A-Za-z]{2,8}(-\w{1,8})*", lang):
            continue
        used = any(node.get("id") in n.get("aria-labelledby").split() for n in page.nodes) if node.get("id") else False
        if node.hidden and not used:
            continue
        text = " ".join(_own_language(node, hidden=node.hidden).split())
        found, chance = detected(text, least=60)
        if not found:
            found, chance = _short(text, lang)
        if _differs(lang, found) and chance >= 0.8:
            yield Hit("passage-language", node, "likely", {"declared": known(lang), "found": known(found)})


def unmarked(page: Page) -> Iterator[Hit]:
    """A block of some length in another language than the page, in a page that says what language it is in."""
    declared = page.language
    if not page.whole or primary(declared) not in _LITTLE:
        return
    little = set(_LITTLE[primary(declared)])
    for node in page.all("p", "li", "blockquote", "td", "dd", "div"):
        if node.silent or any(n.get("lang") for n in (node, *node.ancestors()) if n is not page.root):
            continue
        text = " ".join("".join(c for c in node.children if isinstance(c, str)).split())
        words = re.findall(r"[^\W\d_]+", text.lower())
        if len(text) < _PASSAGE or sum(w in little for w in words) > _FEW_LITTLE * len(words):
            continue
        found, chance = detected(text)
        if found in _CODES and _differs(declared, found) and chance >= 0.95 and _page_differs(page, found):
            yield Hit("passage-language-missing", node, "likely", {"found": known(found)})


def _page_differs(page: Page, found: str) -> bool:
    """Whether the page as a whole is not in `found`: else it is the page that names the wrong language."""
    return detected(_default_text(page))[0] != found


def _short(text: str, lang: str) -> tuple[str, float]:
    """A few words: another language only when it has little words there and the declared one has none."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    declared = set(_LITTLE.get(primary(lang), ()))
    if not declared or any(w in declared for w in words):
        return "", 0.0
    counts = {code: sum(w in little for w in words) for code, little in _LITTLE.items()}
    best, hits = max(counts.items(), key=lambda item: item[1])
    return (best, 0.85) if hits >= 2 and len(words) >= 2 else ("", 0.0)


def _own_language(node: Node, *, hidden: bool) -> str:
    if hidden:
        return node.text or "".join(c for c in node.children if isinstance(c, str))
    out: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
        elif item is node or (not item.hidden and not item.get("lang")):
            if item.tag == "img":
                out.append(" " + item.get("alt") + " ")
            stack.extend(reversed(item.children))
    return "".join(out)


def direction(page: Page) -> Iterator[Hit]:
    for node in page.nodes:
        own = node.own_text
        if node.hidden or not own:
            continue
        rtl = len(_RTL_LETTER.findall(own))
        ltr = len(_LTR_LETTER.findall(own))
        lang = next((n.get("lang") for n in (node, *node.ancestors()) if n.get("lang")), "")
        way = next((n.get("dir").lower() for n in (node, *node.ancestors()) if n.get("dir").strip()), "ltr")
        if node.facts.get("s"):
            way = "auto" if way == "auto" else node.style("direction")
        if rtl > 3 and rtl > 2 * ltr and way not in ("rtl", "auto"):
            yield Hit("text-direction", node)
        elif way == "rtl" and ltr > 10 and ltr > 4 * rtl and primary(lang or "en") not in _RTL:
            yield Hit("text-direction", node, message=Text(
                "Deze tekst loopt van links naar rechts, maar de leesrichting is andersom ingesteld.",
                "This text runs from left to right, but its reading direction is set the other way."))  # fmt: skip


def _terms(text: str) -> set[str]:
    """The telling words, cut to their stem."""
    return {w[:6].rstrip("s") for w in re.findall(r"[^\W\d_]{3,}", text.lower()) if w not in _STOP}


def title(page: Page) -> Iterator[Hit]:
    if not page.whole:
        return
    holders = [t for t in page.all("title") if t.closest("svg") is None]
    said = str(page.view.get("title") or "") if page.browsed else "".join(
        c for t in holders[:1] for c in t.children if isinstance(c, str))  # fmt: skip
    said = " ".join(said.split())
    node = holders[0] if holders else page.root
    if not said:
        return
    text = page.body.text
    if _STOCK.fullmatch(said) or _FILE.fullmatch(said):
        yield Hit("document-title-quality", node, "likely", {"title": said[:80]})
        return
    heading = next((h for h in page.all("h1", "h2") if not h.hidden and h.text), None)
    about = heading.text if heading else text
    ours, theirs = _terms(said), _terms(about[:3000])
    found, _ = detected(said + " " + text[:500])
    few = len(ours) <= 6 and len(theirs) >= 3
    one_subject = heading is None and 4 <= len(re.findall(r"\w+", text)) <= 60
    if few and found in ("en", "nl") and ours:
        if (one_subject and not _shared(next(iter(_ordered(said))), theirs)) or (
            heading is not None and _search_page(heading.text) and not _search_page(said)
        ):
            yield Hit("document-title-quality", node, "likely", {"title": said[:80]})


def _search_page(text: str) -> bool:
    return bool(re.search(r"search results|zoekresultaten|resultaten voor|not found|niet gevonden", text, re.I))


def _ordered(text: str) -> list[str]:
    return [w[:6].rstrip("s") for w in re.findall(r"[^\W\d_]{3,}", text.lower()) if w not in _STOP]


def _shared(term: str, terms: set[str]) -> bool:
    return any(t.startswith(term[:5]) or term.startswith(t[:5]) for t in terms)


_VAGUE_HEADING = re.compile(
    r"(heading|header|headline|title|subtitle|section|untitled|text|kop|koptekst|titel|ondertitel|naamloos|tekst|lorem ipsum.*)( ?\d+)?",
    re.I,
)


def headings(page: Page) -> Iterator[Hit]:
    """A heading that is a stand-in, or on a short page one that has no word in common with all that is below it."""
    found = [n for n in page.nodes if n.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or n.role == "heading"]
    found = [n for n in found if not n.silent and n.text and n.role in ("", "heading")]
    rest = page.body.text
    for node in found:
        rest = rest.replace(node.text, " ", 1)
    short = page.whole and 10 <= len(re.findall(r"\w+", rest)) <= 60 and len(found) == 1
    for node in found:
        other = short and len(_terms(node.text)) in (1, 2) and detected(rest)[0] in ("en", "nl")
        if _VAGUE_HEADING.fullmatch(node.text.strip()):
            yield Hit("heading-descriptive", node, "likely", {"text": node.text[:80]})
        elif other and not any(_shared(term, _terms(rest)) for term in _terms(node.text)):
            # A text can be about its heading in other words.
            yield Hit("heading-descriptive", node, "to-be-judged", {"text": node.text[:80]})


_VAGUE_LABEL = re.compile(
    r"(menu|info(rmation|rmatie)?|label|text|tekst|field|veld|input|invoer|value|waarde|go|ok|enter|vul in|form|formulier)\s*:?",
    re.I,
)


def form_labels(page: Page) -> Iterator[Hit]:
    fields = [n for n in page.all("input", "select", "textarea") if n.get("type").lower() not in
              ("hidden", "submit", "button", "reset", "image", "radio", "checkbox") and n.visible and not n.silent]  # fmt: skip
    seen: dict[str, list[Node]] = {}
    for field in fields:
        said = name(page, field)
        shown = [x for x in labels(page, field) if x.visible] or field.get("aria-labelledby")
        if said and shown and _VAGUE_LABEL.fullmatch(said.strip()) and not _grouped(field):
            yield Hit("label-descriptive", field, "likely", {"text": said[:60]})
        elif said and (part := _half_hidden(page, field)):
            yield Hit("label-descriptive", field, "likely", {"text": part[:60]})
        if said:
            seen.setdefault(said.lower().strip(" :*"), []).append(field)
    for text, same in seen.items():
        groups = {_group(page, f) for f in same}
        if len(same) > 1 and len(groups) < len(same):
            yield Hit("label-duplicate", same[1], "likely", {"text": text[:60]})


def _half_hidden(page: Page, field: Node) -> str:
    """A name made of parts of which only one that says little can be seen."""
    parts = [page.ids[i] for i in field.get("aria-labelledby").split() if i in page.ids]
    seen = [p for p in parts if p.visible]
    if len(parts) > 1 and len(seen) == 1 and _VAGUE_LABEL.fullmatch(seen[0].text.strip()):
        return seen[0].text
    return ""


def _grouped(field: Node) -> bool:
    return any(a.tag == "fieldset" and any(e.tag == "legend" and e.text for e in a.elements) for a in field.ancestors())


def _group(page: Page, field: Node) -> str:
    """What tells fields with one label apart to someone who looks: a legend, a row, or a heading above that is seen."""
    for node in field.ancestors():
        if node.tag == "fieldset":
            legend = next((e for e in node.elements if e.tag == "legend"), None)
            if legend is not None and legend.visible and legend.text:
                return legend.text
        if node.role in ("group", "radiogroup") and (node.get("aria-label") or node.get("aria-labelledby")):
            return name(page, node)
        if node.tag == "tr":
            return str(id(node))
    above = ""
    for node in page.nodes:
        if node is field:
            break
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and node.visible:
            above = node.text
    return above


RULES = (page_language, passages, unmarked, direction, title, headings, form_labels)
