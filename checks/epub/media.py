"""Media types of EPUB: which every reading system knows (core), and which are documents that one reads."""

XHTML, SVG, NCX = "application/xhtml+xml", "image/svg+xml", "application/x-dtbncx+xml"
SMIL, CSS, DTBOOK = "application/smil+xml", "text/css", "application/x-dtbook+xml"
OEB = "text/x-oeb1-document"
DOCUMENTS = frozenset({XHTML, SVG})
DOCUMENTS_2 = frozenset({XHTML, DTBOOK, OEB})
IMAGES = frozenset({"image/gif", "image/jpeg", "image/png", SVG, "image/webp"})
AUDIO = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg", "audio/ogg; codecs=opus", "audio/ogg;codecs=opus"})
FONTS = frozenset(
    {
        "font/ttf", "font/otf", "font/woff", "font/woff2", "application/font-sfnt", "application/vnd.ms-opentype",
        "application/font-woff", "application/x-font-ttf",
    }
)  # fmt: skip
SCRIPTS = frozenset({"text/javascript", "application/javascript", "application/ecmascript", "text/ecmascript"})
CORE = IMAGES | AUDIO | FONTS | SCRIPTS | {XHTML, NCX, CSS, SMIL, "application/pls+xml"}
DEPRECATED = {OEB: XHTML, "text/x-oeb1-css": CSS}


def is_core(kind: str) -> bool:
    return kind in CORE or kind.split(";")[0].strip() in CORE


def is_font(kind: str) -> bool:
    return kind in FONTS or kind.startswith("font/") or "font" in kind


def needs_no_fallback(kind: str) -> bool:
    """Types that every place may use: core ones, and video and fonts, which are exempt."""
    return is_core(kind) or kind.startswith("video/") or is_font(kind)
