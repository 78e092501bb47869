"""Images: alternative texts that are missing, say nothing, or should not be there."""

import re
from collections.abc import Iterator

from checks.rule import Text
from checks.rules.image_alt_quality import FILE, MACHINE, PLACEHOLDER
from checks.web.hit import Hit
from checks.web.names import name, role_of
from checks.web.page import Node, Page

LONGEST = 150
_SIZE = re.compile(r"\d+\s*(k|kb|mb|bytes?)( bytes?)?", re.IGNORECASE)
_WORDS = {"nbsp", "&nbsp;", "spacer", "espacio", "photo", "image", "img", "picture", "foto", "imagen", "bild", "immagine",
          "click", "klik", "arrow", "pijl", "decorative", "decoratief", "null", "undefined", "test"}  # fmt: skip
_NOT_SPACER = re.compile(r"spacer|blank|pixel|transparent|leeg|shim", re.IGNORECASE)
_NO_TEXT = Text(
    "In deze link staat een afbeelding zonder tekst, en verder niets.",
    "This link holds an image without text, and nothing else.",
)
_ALT_DECORATIVE = Text("Deze afbeelding is als versiering gemarkeerd, maar heeft wel een tekstalternatief.",
                       "This image is marked as decoration, but does have an alternative text.")  # fmt: skip
_NOT_ALT = Text(
    "Deze afbeelding is niet als versiering gemarkeerd en heeft geen tekstalternatief.",
    "This image is not marked as decoration and has no alternative text.",
)


def _decorative(image: Node) -> bool:
    mark = image.get("data-decorative").lower()
    return mark == "true" or (image.role in ("presentation", "none") and mark != "false")


def alternatives(page: Page) -> Iterator[Hit]:
    for image in page.all("img"):
        if image.hidden or image.silent:
            continue
        alt = " ".join(image.get("alt").split())
        named = image.get("aria-label").strip() or image.get("aria-labelledby").strip()
        blank = bool(image.get("alt")) and not alt  # Only spaces: not marked as decoration, and nothing to read.
        if not image.has("alt") or (blank and not page.browsed):
            if not named and not image.get("title").strip() and not _decorative(image):
                yield Hit("image-alt", image)
            continue
        if alt and _decorative(image):
            yield Hit("image-decorative-conflict", image, message=_ALT_DECORATIVE)
        elif alt:
            yield from _quality(image, alt)
        elif image.get("title").strip() and not named:
            yield Hit("image-title-conflict", image, "likely", message=Text(
                "Het tekstalternatief is leeg, maar er is wel een title: is dit versiering of niet?",
                "The alternative text is empty, but there is a title: is this decoration or not?"))  # fmt: skip
        title = " ".join(image.get("title").split())
        if alt and title and title.lower() != alt.lower() and not named:
            yield Hit("image-title-conflict", image)
        if image.has("longdesc") and not re.match(r"(https?:|[./#]|[^\s]+\.\w{2,5}([?#]|$))", image.get("longdesc")):
            if image.get("longdesc").strip().lower() == alt.lower() or not image.get("longdesc").strip():
                yield Hit("image-long-description", image)


def _quality(image: Node, alt: str) -> Iterator[Hit]:
    source = image.get("src").split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    file_name = alt.lower() == source.lower() != "" or bool(FILE.fullmatch(alt))
    if file_name or alt.lower() in _WORDS or _SIZE.fullmatch(alt) or PLACEHOLDER.fullmatch(alt):
        yield Hit("image-alt-quality", image, "certain" if file_name else "likely", {"alt": alt[:80]})
    elif MACHINE.search(alt):
        yield Hit("image-alt-quality", image, "likely", {"alt": alt[:80]})
    elif len(alt) > LONGEST:
        yield Hit("image-alt-length", image, "likely", {"count": len(alt)})


def in_links(page: Page) -> Iterator[Hit]:
    """Without href it is no link to a browser, yet an author who puts an image in it means one."""
    for link in page.all("a"):
        images = [i for i in link.within("img") if i.has("alt") and not i.get("alt").strip()]
        if not link.has("href") and images and not link.hidden and not link.text and not link.get("aria-label"):
            yield Hit("link-name", images[0], "likely", message=_NO_TEXT)


def hidden_images(page: Page) -> Iterator[Hit]:
    """Images kept from people who listen that seem to mean something: large, alone, and with a telling name."""
    for image in page.all("img"):
        if image.hidden or not image.has("alt") or image.get("alt").strip() or image.role or image.silent:
            continue
        if image.closest("a", "button") is not None or image.get("title").strip():
            continue
        width, height = image.facts.get("nat") or (0, 0)
        captioned = image.closest("figure") is not None and image.closest("figure").text  # type: ignore[union-attr]
        if width >= 120 and height >= 60 and not captioned:
            yield Hit("image-informative-hidden", image, "to-be-judged")


def spacers(page: Page) -> Iterator[Hit]:
    for image in page.all("img"):
        width, height = image.get("width").strip(), image.get("height").strip()
        source = image.get("src").rsplit("/", 1)[-1]
        line = re.fullmatch(r"[01](px)?", height) or re.fullmatch(r"[01](px)?", width)
        if not image.hidden and line and (_NOT_SPACER.search(source) or not image.get("alt").strip()):
            both = re.fullmatch(r"[01](px)?", height) and re.fullmatch(r"[01](px)?", width)
            if not both:  # One pixel alone counts visitors; it makes no space.
                yield Hit("image-spacer", image, "likely")


def animated(page: Page) -> Iterator[Hit]:
    for image in page.all("img"):
        told = re.search(r"animat|bewegend|\bgif\b", f"{image.get('alt')} {image.get('title')}", re.IGNORECASE)
        source = image.get("src").split("?")[0].lower()
        if not image.hidden and source.endswith(".gif"):
            moves = image.facts.get("frames", 0) > 1
            if moves or told or re.search(r"animat|beweg", source):
                yield Hit("image-animated", image, "certain" if moves else "likely")


def drawn(page: Page) -> Iterator[Hit]:
    for picture in page.all("svg", "canvas"):
        if picture.hidden or picture.silent or picture.role not in ("img", "graphics-document", "graphics-symbol"):
            continue
        if not name(page, picture):
            yield Hit("svg-img-alt" if picture.tag == "svg" else "role-img-alt", picture)
    if page.browsed:
        return
    for node in page.nodes:
        if (
            role_of(node) == "img"
            and node.tag not in ("img", "svg", "canvas")
            and not node.silent
            and not name(page, node)
        ):
            yield Hit("role-img-alt", node)


def objects(page: Page) -> Iterator[Hit]:
    for item in page.all("object", "embed"):
        if item.hidden or item.silent:
            continue
        kind = item.get("type").lower()
        named = name(page, item) or item.text or item.get("alt").strip() or item.get("aria-labelledby")
        if (
            item.tag == "object"
            and not named
            and not any(item.within("img", "object"))
            and item.role not in ("presentation", "none")
        ):
            if item.get("data") or kind:
                yield Hit("object-alt", item)
        if item.tag == "embed" and not named:
            after = _next(item)
            inside = any(item.within("noembed"))
            if not inside and not (after is not None and after.tag == "noembed"):
                yield Hit("object-alt", item)
        yield Hit("object-embedded", item, "to-be-judged")
        mode = [p for p in item.elements if p.tag == "param" and p.get("name").lower() == "wmode"]
        if item.get("wmode").lower() in ("transparent", "opaque") or any(
            p.get("value").lower() in ("transparent", "opaque") for p in mode
        ):
            yield Hit("object-wmode", item)


def _next(node: Node) -> Node | None:
    siblings = node.parent.elements if node.parent else []
    index = siblings.index(node) + 1 if node in siblings else 0
    return siblings[index] if 0 < index < len(siblings) else None


def decoration(page: Page) -> Iterator[Hit]:
    """Marked as decoration, and read out all the same: the mark loses from a name or from focus."""
    for node in page.nodes:
        empty_image = node.tag == "img" and node.has("alt") and not node.get("alt") and not node.role
        if not (node.role in ("presentation", "none") or empty_image) or node.silent:
            continue
        named = node.get("aria-label").strip() or any(i in page.ids for i in node.get("aria-labelledby").split())
        if node.focusable or (named and node.tag in ("img", "svg", "button", "nav", "h1", "h2", "h3", "a")):
            yield Hit("presentation-role-conflict", node)


def backgrounds(page: Page) -> Iterator[Hit]:
    """A small background picture in a box with text and a name such as warning or icon."""
    for node in page.nodes:
        picture = str(node.facts.get("bg") or "")
        if "url(" not in picture or node.hidden or name(page, node):
            continue
        if re.search(
            r"warn|alert|error|important|icon|logo|let-?op|waarsch", picture.rsplit("/", 1)[-1], re.IGNORECASE
        ):
            yield Hit("background-image-content", node, "to-be-judged" if node.text == "" else "likely")


RULES = (alternatives, in_links, hidden_images, spacers, animated, drawn, objects, decoration, backgrounds)
