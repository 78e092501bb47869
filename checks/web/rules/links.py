"""Links: what they say, where they lead, and how they open."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

from checks.rules.link_text import BARE, GENERIC, URL
from checks.web.hit import Hit
from checks.web.names import name, role_of
from checks.web.page import Node, Page

_OTHER = re.compile(
    r"(haga clic( aqu[ií])?|aqu[ií]|leer m[aá]s|cliquez( ici)?|ici|en savoir plus|hier( klicken)?|mehr|weiter|go|clique aqui)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(workshop|html|epub|pdf|word|plain text|tekst|download|more|meer|text|link|info|details|next|previous)",
    re.IGNORECASE,
)
_FILES = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|zip|rtf|epub)$", re.IGNORECASE)
_MEDIA = re.compile(r"\.(wmv|mpe?g|mov|ram|aif+|mp4|avi|m4v|webm|ogv|flv|wav|mp3|ogg|wma|m4a|aac|flac)$", re.IGNORECASE)
_SOUND = re.compile(r"\.(wav|mp3|ogg|wma|m4a|aac|flac|aif+|ram)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(jpe?g|png|gif|webp|bmp|tiff?|svg)$", re.IGNORECASE)
_TELLS_TYPE = re.compile(
    r"\b(pdf|docx?|word|excel|xlsx?|powerpoint|pptx?|zip|epub|rtf|od[tsp]|\d+\s*[km]b)\b", re.IGNORECASE
)
_TELLS_WINDOW = re.compile(
    r"(new|nieuwe?)\s+(window|tab|venster|tabblad|page|pagina)|opens? in|external|extern|\(link", re.IGNORECASE
)
_TRANSCRIPT = re.compile(r"transcript|uitgeschreven|tekstversie|text version|caption|ondertitel", re.IGNORECASE)
_CONTEXT = ("p", "li", "td", "th", "dd", "dt")
_AAA = ("WCAG 2.2 2.4.9", "ACT b20e66")


def links(page: Page) -> list[Node]:
    found = page.probes.get("links")
    if found is None:
        found = [n for n in page.nodes if role_of(n) == "link" and not n.silent
                 and (n.tag not in ("a", "area") or n.has("href") or n.has("xlink:href"))]  # fmt: skip
        page.probes["links"] = found
    return found


def names_missing(page: Page) -> Iterator[Hit]:
    for link in links(page):
        if link.tag == "a" and not link.get("href").strip().startswith("#") and not name(page, link):
            if any(link.within("img", "svg")) or link.focusable or not page.browsed:
                yield Hit("link-name", link)


def wording(page: Page) -> Iterator[Hit]:
    for link in links(page):
        said = name(page, link)
        plain = " ".join(said.split()).strip(" .:;,>»›→[]()<…!\"'")
        if not plain:
            continue
        if URL.fullmatch(plain) and (len(plain) > 30 or plain.lower().startswith("http")):
            yield Hit("link-text", link, "likely", {"text": plain[:80]}, message=BARE, severity="minor")
        elif GENERIC.fullmatch(plain) or _OTHER.fullmatch(plain) or _WEAK.fullmatch(plain):
            check = "link-text-alone" if _explained(page, link, plain) else "link-text"
            yield Hit(check, link, "likely", {"text": plain[:80]})


def _explained(page: Page, link: Node, said: str) -> bool:
    """Whether the sentence, list item or cell around the link, or what describes it, says where it leads."""
    if any(i in page.ids for i in link.get("aria-describedby").split()) or len(link.get("title")) > len(said) + 3:
        return True
    here = link.closest(*_CONTEXT)
    around = here.heard if here is not None else ""
    words = re.findall(r"\w+", around)
    own = len(re.findall(r"\w+", said))
    if here is not None and GENERIC.fullmatch(said) and re.match(r"(klik|click|hier|here)", said, re.IGNORECASE):
        return False  # “Click here” hides its purpose even in a sentence, and is read out of context in a list.
    if here is not None and len(words) > own + 2:
        return True
    if here is not None and here.tag in ("td", "th"):
        return _headed(here)
    outer = next((a for a in link.ancestors() if a.tag == "li" and a is not here), None)
    if outer is not None and len(outer.heard) > len(around):
        return True
    if here is None and link.parent is not None and link.parent.tag not in ("body", "main", "svg"):
        return len(re.findall(r"\w+", link.parent.heard)) > own + 2
    return False


def _headed(cell: Node) -> bool:
    row = cell.parent
    table = cell.closest("table")
    label = row.elements[0] if row is not None else cell
    if label is not cell and label.tag == "td" and label.text and not any(label.within("a")):
        return False  # The cell before it tells what the link is about, without being its header.
    own_header = row is not None and any(c.tag == "th" and c is not cell for c in row.elements)
    if own_header or table is None:
        return True
    rows = list(table.walk("tr"))
    index = row.elements.index(cell) if row is not None else 0
    top = rows[0].elements if rows else []
    wide = [c for c in top for _ in range(int(c.get("colspan")) if c.get("colspan").isdigit() else 1)]
    return len(wide) > index and wide[index].tag == "th" and rows[0] is not row


def purpose(page: Page) -> Iterator[Hit]:
    """The same text for different places, first within one context, then on the whole page."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for link in links(page):
        said = name(page, link).lower().strip()
        if said:
            groups[said].append(link)
    for said, same in groups.items():
        places = {_place(page, link) for link in same}
        if len(same) < 2 or len(places) < 2 or "" in places:
            continue
        if _equal(page, places):
            continue
        contexts = {_context_key(page, link) for link in same}
        sure = "likely" if all(p.startswith("http") for p in places) or page.probes.get("beside") else "to-be-judged"
        if len(contexts) == 1 and _listed(same):
            continue
        standard = None if len(contexts) < len(same) else _AAA
        yield Hit("link-same-text", same[1], sure, {"text": said[:80]}, standard=standard,  # type: ignore[arg-type]
                  severity=None if standard is None else "minor")  # fmt: skip


def _listed(same: list[Node]) -> bool:
    """“We are on: A A”, a list of places under one name that the sentence introduces with a colon."""
    around = same[0].closest("p", "li")
    return (
        around is not None
        and all(around in list(n.ancestors()) for n in same)
        and bool(re.match(r"[^.?!]{5,80}:\s", around.text))
    )


def _context_key(page: Page, link: Node) -> int:
    around = link.closest(*_CONTEXT)
    if around is not None and len(around.heard) > len(name(page, link)) + 3:
        return id(around)
    block = next((a for a in link.ancestors() if a.tag in ("div", "section", "article", "nav", "body")), None)
    if block is not None and block.tag != "body" and len(block.heard) > len(name(page, link)) + 3:
        return id(block)
    return 0


def _place(page: Page, link: Node) -> str:
    href = link.get("href") or link.get("xlink:href")
    if not href:
        found = re.search(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)", link.get("onclick"))
        href = found[1] if found else ""
    if not href or href.startswith(("javascript:", "mailto:", "tel:")) or href == "#":
        return ""
    return urljoin(str(page.probes.get("url") or ""), href.strip()).rstrip("/")


def _equal(page: Page, places: set[str]) -> bool:
    """Whether pages that lie beside this one are the same to a reader: by their heading and text."""
    beside = page.probes.get("beside")
    if not callable(beside):
        return False
    texts = [beside(place) for place in sorted(places)]
    if any(t is None for t in texts):
        return False
    return all(_alike(texts[0], other) for other in texts[1:])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two pages have nearly the same words, and the same question in their address."""
    return len(one & other) >= 0.7 * max(len(one | other), 1) and {w for w in one if w[0] == "?"} == {
        w for w in other if w[0] == "?"
    }


def kinds(page: Page) -> Iterator[Hit]:
    for link in links(page):
        if link.tag not in ("a", "area"):
            continue
        href = link.get("href").strip()
        path = urlsplit(urldefrag(href)[0]).path if _safe(href) else ""
        said = f"{name(page, link)} {link.get('title')} {link.text}"
        around = link.parent.text if link.parent else ""
        if (kind := _FILES.search(path)) and not _TELLS_TYPE.search(said):
            yield Hit("link-file-type", link, values={"kind": kind[1].lower()})
        elif (kind := _MEDIA.search(path)) and not _TRANSCRIPT.search(around + said):
            sound = _SOUND.search(path)
            word = "geluid" if sound else "beeld"
            yield Hit("link-media-transcript", link, "likely", {"kind": f"{word} ({kind[1].lower()})"})
        elif _PICTURE.search(path) and link.text and not any(link.within("img")):
            yield Hit("link-image-file", link, "likely")
        if link.get("target").lower() in ("_blank", "_new") and not _TELLS_WINDOW.search(said):
            if not any(_TELLS_WINDOW.search(i.get("alt") + i.get("title")) for i in link.within("img", "svg")):
                yield Hit("link-new-window", link)


def _safe(href: str) -> bool:
    try:
        urlsplit(href)
    except ValueError:
        return False
    return True


def targets(page: Page) -> Iterator[Hit]:
    from documents.readers.html import has_anchor

    anchors = set(page.ids) | {n.get("name") for n in page.all("a") if n.get("name")}
    for link in links(page):
        href = link.get("href").strip()
        if not link.has("href") or link.tag not in ("a", "area"):
            continue
        if href in ("", "#") or href.lower().replace(" ", "").startswith(("javascript:void", "javascript:;")):
            if link.role not in ("button", "tab", "menuitem") and link.tag == "a" and href != "":
                yield Hit("link-nowhere", link, values={"href": href[:40]})
        elif href.startswith("#") and not has_anchor(href[1:], anchors) and not link.get("onclick"):
            yield Hit("dead-internal-link", link, values={"text": name(page, link)[:80], "href": href[:60]})


def neighbours(page: Page) -> Iterator[Hit]:
    for parent in page.nodes:
        run: list[Node] = []
        for child in parent.children:
            if isinstance(child, str):
                if child.strip():
                    yield from _run(page, run)
                    run = []
            elif child.tag == "a" and child.has("href") and not child.hidden:
                run.append(child)
            elif child.tag not in ("br", "script"):
                yield from _run(page, run)
                run = []
        yield from _run(page, run)


def _run(page: Page, run: list[Node]) -> Iterator[Hit]:
    for first, second in pairwise(run):
        if first.get("href") == second.get("href") and first.get("href") not in ("", "#"):
            yield Hit("link-adjacent", second)
    plain = [a for a in run if a.text and a.style("display") in ("", "inline")]
    if (
        len(plain) >= 3
        and len(plain) == len(run)
        and run[0].parent is not None
        and run[0].parent.tag not in ("nav", "li")
    ):
        yield Hit("link-separation", plain[1], "likely")


def titles(page: Page) -> Iterator[Hit]:
    for link in links(page):
        title = " ".join(link.get("title").split()).lower()
        if title and title == link.text.lower():
            yield Hit("link-title", link)


def hidden_words(page: Page) -> Iterator[Hit]:
    for node in page.all("a", "button"):
        if node.hidden or not node.text or node.get("aria-label"):
            continue
        for part in node.within("span", "em", "i", "small"):
            lost = " ".join("".join(c for c in part.children if isinstance(c, str)).split())
            only = part.hidden and not part.has("hidden") and (part.parent is None or not part.parent.hidden)
            if (
                only
                and len(lost) > 3
                and (GENERIC.fullmatch(node.text.strip()) or re.match(r"(lees|read|more|meer)\b", node.text, re.I))
            ):
                yield Hit("hidden-for-reader", part, "likely", {"text": lost[:80]})


RULES = (names_missing, wording, purpose, kinds, targets, neighbours, titles, hidden_words)
