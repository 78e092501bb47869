"""Video, audio and things that move: what there is for people who cannot see or hear them."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.web.hit import Hit
from checks.web.names import name
from checks.web.page import Node, Page

_LINKED = re.compile(r"transcript|uitgeschreven|tekstversie|text version|full text|volledige tekst|script", re.I)
_ABOUT = re.compile(
    r"\b(audio|sound|recording|podcast|video|film|clip|movie|animation|geluid\w*|opname|filmpje|fragment|animatie|speech|listen|watch)\b",
    re.I,
)
_INSTEAD = re.compile(
    r"(same information|above part|also (listen|watch)|(watch|see|listen to|hear) the (video|audio)\b.{0,80}(same|again|instead|above|below)|dezelfde (informatie|tekst)|hetzelfde|bekijk (ook )?de video|beluister)",
    re.I,
)
_HOSTS = re.compile(
    r"(^|\.)(youtube(-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|schooltv\.nl|npo\.nl|kaltura\.com|ted\.com)$",
    re.I,
)


_DESCRIBED = re.compile(r"voice-?over|descri|beschr|(^|[^a-z])ad([^a-z]|$)", re.I)
"""In the name of a file: its sound also tells what is shown."""


def _shown(item: Node) -> bool:
    return not item.hidden and not item.silent


def _sources(item: Node) -> list[str]:
    return [s for s in (item.get("src"), *(e.get("src") for e in item.elements if e.tag == "source")) if s]


def _texts(page: Page, item: Node, *, seen: bool) -> str:
    """The text of the page that people can read (`seen`) or hear, without that in the player itself."""
    inside = set(map(id, item.walk()))
    pieces = []
    for node in page.body.walk("p", "div", "li", "figcaption", "dd", "blockquote", "section", "body"):
        if id(node) in inside or not node.own_text:
            continue
        if node.hidden or node.silent or (seen and not node.visible):
            continue
        pieces.append(node.own_text)
    return " ".join(pieces)


def _links(page: Page) -> bool:
    return any(_LINKED.search(name(page, a)) for a in page.all("a") if a.has("href") and not a.silent and not a.hidden)


def _told(page: Page, item: Node, *, seen: bool) -> bool:
    """A text on the page that says that it is about the sound or picture."""
    text = _texts(page, item, seen=seen)
    after = next((e for e in _following(item) if e.text), None)
    if after is not None and len(after.text.split()) >= 40 and (not seen or after.visible) and not after.silent:
        return True  # A long text right below is taken for what is said.
    return len(text.split()) >= 20 and bool(_ABOUT.search(text) or _INSTEAD.search(text))


def _following(item: Node) -> list[Node]:
    siblings = item.parent.elements if item.parent is not None else []
    return siblings[siblings.index(item) + 1 :] if item in siblings else []


def audio(page: Page) -> Iterator[Hit]:
    for item in page.all("audio"):
        plays = item.has("autoplay") or item.has("controls")
        if not _shown(item) and not item.has("autoplay"):
            continue
        if not plays or not _sources(item) or (item.hidden and not item.has("autoplay")):
            continue
        if any(v for v in page.all("video") if _shown(v)):
            continue  # May be the spoken version of the video.
        if not _told(page, item, seen=True) and not _links(page):
            yield Hit("audio-transcript", item, "likely", standard=(
                "WCAG 2.2 1.2.1", "EN 301 549 9.1.2.1", "ACT e7aa44", "ACT 2eb176", "ACT afb423"))  # fmt: skip


def video(page: Page) -> Iterator[Hit]:
    for item in page.all("video"):
        if not _shown(item) or not (item.has("controls") or item.has("autoplay")) or not _sources(item):
            continue
        facts = item.facts.get("media") or {}
        sound = False if facts.get("sound") is False else (True if facts.get("sound") else None)
        captions = any(
            t.tag == "track" and t.get("kind", "subtitles").lower() in ("captions", "subtitles") for t in item.elements
        )
        told = _told(page, item, seen=False)
        linked = _links(page)
        spoken = any(_shown(a) and _sources(a) for a in page.all("audio"))
        if sound is False or (item.has("muted") and not item.has("controls")):
            if not told and not linked and not spoken:
                yield Hit("video-alternative", item, "likely", standard=(
                    "WCAG 2.2 1.2.1", "EN 301 549 9.1.2.1", "ACT c3232f", "ACT ee13b5", "ACT fd26cf", "ACT d7ba54"))  # fmt: skip
            continue
        if not captions and not told:
            yield Hit("media-captions", item, "certain" if sound else "likely")
        if not told and not linked:
            described = any(t.get("kind").lower() == "descriptions" for t in item.elements) or any(
                _DESCRIBED.search(source) for source in _sources(item)
            )
            more = () if described else ("WCAG 2.2 1.2.3", "EN 301 549 9.1.2.3", "ACT c5a4ea")
            yield Hit("video-transcript", item, "likely", standard=(
                *more, "WCAG 2.2 1.2.8", "ACT 1a02b0", "ACT ab4d13"), severity="minor")  # fmt: skip
            yield Hit("video-description", item, "to-be-judged")
    for frame in page.all("iframe", "embed"):
        host = _host(frame.get("src"))
        if frame.hidden or not host:
            continue
        if _HOSTS.search(host):
            yield Hit("media-captions-external", frame, "to-be-judged", {"host": host})
        else:
            yield Hit("frame-unchecked", frame, "to-be-judged", {"host": host})


def _host(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https", "") else ""


def autoplay(page: Page) -> Iterator[Hit]:
    for item in page.all("audio", "video"):
        if not item.has("autoplay") or item.has("muted") or not _sources(item):
            continue
        facts = item.facts.get("media") or {}
        if facts.get("sound") is False or facts.get("muted") or (page.browsed and not facts):
            continue
        long = _length(item, facts.get("duration"))
        if long is not None and long <= 3:
            continue
        if (item.has("controls") and not item.hidden) or _control(page):
            continue
        yield Hit("autoplay", item, "certain" if long else "likely")


def _length(item: Node, duration: float | None) -> float | None:
    """Seconds of sound; a media fragment (#t=8,10) plays that part only."""
    for source in _sources(item):
        found = re.search(r"#t=(?:([\d.]+))?(?:,([\d.]+))?", source)
        if found and found[2]:
            return float(found[2]) - float(found[1] or 0)
        if found and found[1] and duration is not None:
            return max(duration - float(found[1]), 0.0)
    return duration


def _control(page: Page) -> bool:
    """A button that people can see and hear, with a name that stops or mutes."""
    for node in page.nodes:
        if node.tag in ("button", "input", "a") or node.role == "button":
            said = name(page, node)
            if (
                not node.silent
                and node.visible
                and re.search(r"pause|pauze|stop|mute|play|afspelen|geluid|dempen", said, re.I)
            ):
                return True
    return False


def moves(page: Page) -> Iterator[Hit]:
    """Text that changed while we looked, on a page with more than that text and nothing to stop it with."""
    for number in page.probes.get("changing") or ():
        node = page.by_number.get(number)
        if node is None or node.hidden or not node.text:
            continue
        alone = page.body.text.replace(node.text, "").strip() == ""
        steers = any(
            (n.tag in ("button", "input", "select", "summary") or n.role == "button") and not n.silent
            for n in page.nodes
        )
        if not alone and not steers:
            yield Hit("content-moves", node, "likely")
            return


RULES = (audio, video, autoplay, moves)
