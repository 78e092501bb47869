"""Many hits become one for each problem: the same check at the same element, or two checks with one cause."""

from collections.abc import Iterable

from checks.web.catalogue import all_checks
from checks.web.hit import Hit
from schemas.finding import SEVERITIES

_CERTAINTY = ("certain", "likely", "to-be-judged")
_COVERS = (
    ("color-contrast", "color-contrast-enhanced"), ("meta-refresh", "meta-refresh-no-exceptions"),
    ("link-name", "link-text"), ("label", "label-title-only"), ("label", "label-placeholder"),
    ("image-decorative-conflict", "presentation-role-conflict"), ("duplicate-id-aria", "duplicate-id"),
    ("table-header-empty", "table-header-only"), ("fake-button", "keyboard-only-mouse"), ("fake-button", "focus-order-semantics"),
    ("table-layout", "table-headers"), ("aria-valid-attr-value", "object-alt"), ("dlitem", "definition-list"),
    ("link-nowhere", "dead-internal-link"), ("blink", "element-obsolete"),
    ("label-duplicate", "label-descriptive"), ("aria-prohibited-attr", "aria-allowed-attr"), ("role-img-alt", "svg-img-alt"),
    ("accesskeys", "accesskey"), ("image-alt-quality", "image-alt-length"), ("frame-title-unique", "frame-title-quality"),
    ("image-alt", "image-redundant-alt"), ("select-name", "label"), ("html-has-lang", "document-language"),
    ("html-lang-valid", "document-language"), ("aria-required-children", "list"), ("video-alternative", "media-captions"),
    ("meta-viewport", "meta-viewport-large"), ("aria-allowed-attr", "aria-conditional-attr"),
)  # fmt: skip
"""The second says at the same element what the first says better; its clauses go along."""
_INSIDE = (("link-name", "image-alt"), ("button-name", "image-alt"), ("link-name", "svg-img-alt"), ("button-name", "svg-img-alt"),
           ("summary-name", "image-alt"), ("link-name", "role-img-alt"))  # fmt: skip
"""The second, in an element with the first, is its cause: one finding, at the outer element."""


def merge(hits: Iterable[Hit]) -> list[Hit]:
    """One hit a problem, in the order of the page."""
    kept: dict[tuple[str, object], Hit] = {}
    for hit in hits:
        if hit.check not in all_checks():
            continue
        key = (hit.check, _place(hit))
        old = kept.get(key)
        kept[key] = hit if old is None else _join(old, hit)
    places: dict[object, dict[str, Hit]] = {}
    for (check, place), hit in kept.items():
        places.setdefault(place, {})[check] = hit
    for first, second in _COVERS:
        for (check, place), hit in list(kept.items()):
            if check == first and (other := kept.pop((second, place), None)) is not None:
                _take(hit, other)
    for first, second in _INSIDE:
        for (check, place), hit in list(kept.items()):
            if check != second or hit.node is None:
                continue
            outer = next((kept[(first, id(a))] for a in hit.node.ancestors() if (first, id(a)) in kept), None)
            if outer is not None:
                _take(outer, kept.pop((check, place)))
    return sorted(kept.values(), key=lambda h: h.node.number if h.node is not None else 10**9)


def _place(hit: Hit) -> object:
    return id(hit.node) if hit.node is not None else (hit.target, hit.snippet, str(hit.values.get("line", "")))


def _join(old: Hit, new: Hit) -> Hit:
    """The surer of two hits of one check at one element; on a tie our own, whose message says more."""
    better = min(old, new, key=lambda h: (_CERTAINTY.index(h.certainty), h.engine != "own"))
    other = new if better is old else old
    if better.standard is not None and other.standard is None:
        better.standard = None
    elif better.standard is not None and other.standard is not None:
        better.standard = tuple(dict.fromkeys((*better.standard, *other.standard)))
    better.covers = (*better.covers, *other.covers)
    better.values = {**other.values, **better.values}
    return better


def _take(hit: Hit, other: Hit) -> None:
    hit.covers = (*hit.covers, other.check, *other.covers)
    infos = all_checks()
    ours = infos[hit.check].standard if hit.standard is None else hit.standard
    theirs = infos[other.check].standard if other.standard is None else other.standard
    hit.standard = tuple(dict.fromkeys((*ours, *(s for s in theirs if s.startswith(("ACT", "WCAG"))))))
    severity = min(hit.severity or infos[hit.check].severity, infos[other.check].severity, key=SEVERITIES.index)
    hit.severity = severity
