"""Which of the names that a file carries is its title: embedded, heading, first line or file name, each cleaned and
compared with the others."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from schemas.document import Document

Origin = Literal["metadata", "heading", "first-line", "file-name", "folder"]
MOST_WORDS, MOST_CHARS, MOST_LINE_WORDS = 14, 110, 10
FRONT_CHARS = 1500
SAME, APART = 0.5, 0.2
"""Shares of the file name's words that another name has: from the first on they mean the same, under the second not."""

_EXTENSION = re.compile(
    r"\.(?:doc[xm]?|dot[xm]?|ppt[xm]?|pps[xm]?|pot[xm]?|pdf|od[tpsg]|ot[tps]|xls[xmb]?|txt|rtf|x?html?|mht(?:ml)?|php|md|tex"
    r"|ipynb|epub|key|pages|indd|dvi|ms|ya?ml|csv|json|xml|eml|mp[34]|m4[avb]|mov|webm|mkv|avi|wm[va]|mpe?g|flv|og[gva]"
    r"|opus|wav|flac|aac|aiff?|3gp|png|jpe?g|gif|webp|tiff?|bmp|avif|svg|vtt|srt|ass|ssa|zip|imscc|mbz|h5p)$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel|office \w+)|word|powerpoint|libreoffice \w+|google (?:docs|slides))\s*[-–:]\s*",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^[#*=\-•·>\s\ufeff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+|[#*=_\s:]+$")
_PATH = re.compile(r"^/|^[a-z]:\\|\w/\w+/|^file:", re.IGNORECASE)
_BLANKS = re.compile(
    r"(?:_{2,}|\.{3,}|…|\b(?:naam|klas|datum|name|date|class)\b\s*(?:leerling)?\s*[:_.]).*$", re.IGNORECASE
)
_FORM = re.compile(r"(?:\s+(?:klas|team|naam|datum|groep)\b)+\s*$", re.IGNORECASE)
_COPY = re.compile(
    r"\s*(?:\(\d\)|[-– ]+(?:kopie|copy|definitief|def|versie ?\d*|final|v\d+(?:\.\d+)*))+$", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"^\d+(?:\.\d+){2,}\.?\s+(?=\S)")
_GENERIC = re.compile(
    r"(?:(?:naamloos|untitled|document|doc|presentatie|presentation|(?:power ?point|pptxgenjs)[ -]?(?:presentatie|presentation)?|titel(?: van de \w+)?|"
    r"title|slide|dia|template|sjabloon|format|test(?:file)?|index|main|readme|start|home(?: ?page)?|welkom|voorblad|inhoud|"
    r"inhoudsopgave|contents|colofon|intro(?:ductie)?|inleiding|overzicht|doelen|leerdoel(?:en)?|theorie|uitleg|voorbeeld(?:en)?|"
    r"oefening(?:en)?|opgaven?|opdracht(?:en)?|vraag|vragen|vraagstukken|antwoord(?:en)?|uitwerking(?:en)?|begrippen|samenvatting|"
    r"voorkennis|les|lesson|hoofdstuk|chapter|paragraaf|week|deel|part|module|blok|thema|unit|level|niveau|ch|h|p|leerjaar|"
    r"klas|groep|jaar|reeks|herkansing|toets|pw|so|nl|en|file|bestand|scan|img|afbeelding|foto|appendix|bijlagen?|docs?|files|content|src|downloads?|page|pagina|blad)"
    r"(?:[\s:.\-#&+]*\d+(?:[.\-]\d+)*\s?[a-z]?|[\s:.\-#&+]+(?:[ivx]{1,4}|[a-z]))?(?:[\s:.\-#&+]+|$))+",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:leerkracht|docent|auteurs?|vak|door|bron|copyright|©|import\s|from\s|def\s|\.[A-Z]{2}\b|[a-z]:\\|/|https?:)|\\\\|"
    r"\w/\w+/|=.*[-+*/^]|^\W*$|\|\||<-|->| / |\|\s*$",
    re.IGNORECASE,
)  # fmt: skip
_NO_LINE = re.compile(r"[=?]|\w\(|^[a-z][^A-Z]*[.,:]$")
"""What a heading may hold and a first line that is a title seldom does."""
_TWO_SENTENCES = re.compile(r"[a-z)\]][.!]\s+[A-Z]\w+ ")
_PART = re.compile(r"^(?:opdracht|oefening|opgave|vraag|exercise|question|stap)\s*\d", re.IGNORECASE)
_LEVEL_CODE = re.compile(r"^(?:[a-z] )?\d?(?:thv|hv|th|tl|kgt|bk|[thv]|vwo|havo|vmbo) (?=\w{4})")
_WORD = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"\s+[|·»«]\s*|\s*[|]\s+")
_CODES = re.compile(r"\d+[a-z]{0,4}|[a-z]{1,3}\d*|(?:th|hv|tl|bk|kgt|vmbo|havo|vwo|thv|vtv)\w{0,2}", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """`quote` is the words as they stand in the file, `support` how many other names of the file say the same."""

    text: str
    origin: Origin
    quote: str
    support: int = 0


def clean(text: str) -> str:
    """Without marks, the name of a program, the ending of a file name, blanks to fill in and paragraph numbers."""
    text = " ".join(text.replace("\u00ad", "").split())
    text = _EXTENSION.sub("", _PROGRAM.sub("", _MARKS.sub("", text)))
    text = _FORM.sub("", _BLANKS.sub("", text))
    return _PARAGRAPH.sub("", _MARKS.sub("", text)).strip(" -–—,;")


def usable(text: str) -> bool:
    """Whether a cleaned text can be a title at all: a name, no sentence, no formula, no path."""
    words = text.split()
    if not words or len(words) > MOST_WORDS or len(text) > MOST_CHARS or _NO_TITLE.search(text):
        return False
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters < 0.55 * len(text.replace(" ", "")):
        return False
    return not (len(words) > 9 and text.endswith((".", ";", ","))) and not _TWO_SENTENCES.search(text)


def generic(text: str) -> bool:
    """Whether it could head any material: "Les 3", "Inhoud", "PowerPoint-presentatie"."""
    return bool(_GENERIC.fullmatch(text.strip()) or _PART.match(text.strip()))


def from_name(source: str) -> str:
    """A file name as people would write it: "a_1thv_lineaire_formules.php" is "Lineaire formules"."""
    stem = _stem(source)
    if written_out(source):
        return clean(_COPY.sub("", stem.replace("_", " ")))
    spaced = _LEVEL_CODE.sub("", re.sub(r"[_\-]+", " ", stem))
    name = clean(_COPY.sub("", spaced))
    return name[:1].upper() + name[1:]


def _stem(source: str) -> str:
    return _EXTENSION.sub("", PurePosixPath(source.split("?")[0].rstrip("/")).name).replace("%20", " ")


def written_out(source: str) -> bool:
    """Whether someone wrote the file name as a title, with spaces or with capitals between underscores."""
    stem = _stem(source)
    if re.search(r" |_?[–—+,&]_?|_-_", stem):
        return True
    return "_" in stem and any(w[:1].isupper() and len(w) > 3 for w in stem.split("_"))


def content(text: str) -> frozenset[str]:
    """The words that tell one title from another, cut to their first letters so that plurals are the same."""
    return frozenset(w[:6] for w in (m.lower() for m in _WORD.findall(text)) if len(w) > 2 or w.isdigit())


def informative(name: str) -> bool:
    """Whether a file name says what the material is about: at least one long word, or two of four letters."""
    if generic(name) or not usable(name):
        return False
    words = [w for w in _WORD.findall(name) if w.isalpha() and not _CODES.fullmatch(w) and not generic(w)]
    return any(len(w) > 5 for w in words) or sum(len(w) > 3 for w in words) > 1


def shared(name: str, other: str) -> float:
    """Share of the words of `name` that `other` has too."""
    mine = {w for w in content(name) if not w.isdigit()} or content(name)
    return len(mine & content(other)) / len(mine) if mine else 0.0


def choose(document: Document) -> Title | None:
    """The title that says most and is backed by the file's other names; None when the file has none.

    Text formats of the web say their title themselves, so it is taken as it stands. What stands in the properties or
    on the first line of an Office file, PDF or plain text is held against the name that people gave the file.
    """
    name = from_name(document.source)
    named = informative(name)
    found = [t for t in (_embedded(document, name), _headed(document, name), *_first_lines(document)) if t]
    good = [t for t in found if not generic(t.text)]
    best: Title | None = None
    if document.format in ("md", "ipynb"):
        best = _marked_up(document, name, found)
    elif document.format in ("html", "epub"):
        top = [t for t in good if t.origin == "metadata" or (t.origin == "heading" and document.headings[0].level == 1)]
        best = top[0] if top else None
    elif named:
        best = _beside_name(good, name, document)
    if best is None and named:
        best = Title(name, "file-name", name)
    if best is None and good:
        best = good[0]
    if best is None and found and (folder := _folder(document.source)):
        best = Title(f"{folder}: {found[0].text}", "folder", found[0].quote)
    if best is None:
        telling = usable(name) and not generic(name)
        best = found[0] if found else Title(name, "file-name", name) if telling else None
    if best is None:
        return None
    others = [t.text for t in found if t.origin != best.origin] + ([name] if best.origin != "file-name" else [])
    support = sum(shared(other, best.text) >= SAME or shared(best.text, other) >= SAME for other in others)
    return Title(best.text, best.origin, best.quote, support)


def _marked_up(document: Document, name: str, found: list[Title]) -> Title | None:
    """Markdown and notebooks: the title in the front matter or the first heading, with the folder when it could head
    any material ("Les 3b"), or the file name when that says the same and more ("nat h4" for "H4")."""
    title = document.title or ""
    if document.title_source not in ("metadata", "heading") or not title.strip():
        return None
    text = clean(title)
    if not text or _NO_TITLE.search(text):
        return None
    origin: Origin = "metadata" if document.title_source == "metadata" else "heading"
    if _GENERIC.fullmatch(text):
        if folder := _folder(document.source):
            return Title(f"{folder}: {text}", "folder", title)
        if content(text) < content(name):
            return Title(name, "file-name", name)
    return Title(text, origin, title)


def _beside_name(good: list[Title], name: str, document: Document) -> Title:
    """Embedded titles are often those of the file that was copied, so they must stand in the text or in the name."""
    front = content(document.text[:FRONT_CHARS])
    mine = content(name)
    if not written_out(document.source):
        for title in good:
            overlap = shared(name, title.text)
            adds = {w for w in mine - content(title.text) if w.isalpha() and len(w) > 3}
            if overlap >= SAME and not (adds and content(title.text) < mine):
                return title
            stands = title.origin != "metadata" or content(title.text) <= front
            if overlap < APART and stands and title.origin != "first-line":
                return title
            if overlap and title.origin == "heading" and not content(title.text) < mine and len(title.text) > len(name):
                return title
    elif good and mine < content(good[0].text) and good[0].origin != "first-line":
        return good[0]
    return Title(name, "file-name", name)


def _embedded(document: Document, name: str) -> Title | None:
    values = [
        m.value for m in document.metadata if m.name.lower() in ("title", "dc.title", "og:title", "dcterms.title")
    ]
    if document.title_source == "metadata" and document.title:
        values.insert(0, document.title)
    for value in values:
        if _PATH.search(value):
            continue
        pieces = [p for p in (clean(piece) for piece in _PIECES.split(value)) if usable(p)]
        if not pieces:
            continue
        heads = " ".join(h.text for h in document.headings[:6])
        ranked = sorted(pieces, key=lambda p: (generic(p), -(shared(p, name) + shared(p, heads)), -len(p)))
        return Title(ranked[0], "metadata", value)
    return None


def _headed(document: Document, name: str) -> Title | None:
    """The first heading; or, among the first few, one that the file name is about."""
    titles = [
        Title(text, "heading", h.text)
        for h in document.headings[:4]
        if usable(text := clean(h.text)) and not generic(text)
    ]
    if not titles:
        first = clean(document.title or "") if document.title_source == "heading" else ""
        return Title(first, "heading", document.title or "") if usable(first) else None
    alike = [t for t in titles[:3] if shared(name, t.text) >= SAME]
    return (alike or titles)[0]


def _first_lines(document: Document) -> list[Title]:
    """The first lines that could be a title. In plain text only one that stands by itself, as most files there begin
    with what they have to say."""
    if document.format in ("md", "html", "ipynb"):
        return []
    lines = document.text[:FRONT_CHARS].splitlines()
    found = []
    for n, line in enumerate(lines[:6]):
        text = clean(line)
        if not usable(text) or len(text.split()) > MOST_LINE_WORDS or _NO_LINE.search(text):
            continue
        alone = n + 1 >= len(lines) or not lines[n + 1].strip()
        if document.format == "txt" and not (alone and line.strip()[:1].isupper() | line.startswith("#")):
            continue
        found.append(Title(text, "first-line", line.strip()))
    return found[:2]


def _folder(source: str) -> str | None:
    """The folder a file stands in, when its name says what the files in it are about."""
    parts = PurePosixPath(source.split("://", 1)[-1]).parts[:-1]
    if not parts:
        return None
    name = clean(re.sub(r"[_\-]+", " ", parts[-1]))
    return name[:1].upper() + name[1:] if usable(name) and informative(name) else None
