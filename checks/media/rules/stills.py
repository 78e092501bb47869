"""A picture by itself: too few pixels, blurred, or too pale to make out."""

from collections.abc import Iterator
from typing import Any

from checks.engine import Rule
from checks.media.engine import PICTURES, Medium
from checks.rule import CheckInfo, Text
from checks.spot import Spot

_SMALLEST = 400
"""Pixels of the longest side; on half the width of a page that is 100 dots an inch."""
_ICON = 96
_SIDE = 800
_SHARP = 12.0
"""Variance of the Laplacian (grey 0 to 255) below which a picture with contrast has no sharp edge anywhere."""
_PALE = 2.0
_MOST_PIXELS = 60_000_000
SIZE = CheckInfo(
    id="image-resolution",
    severity="minor",
    title=Text("Afbeelding is klein of onscherp", "Picture is small or blurred"),
    message=Text("Op een scherm of beamer lastig te zien: {what}", "Hard to see on a screen or projector: {what}"),
    help=Text(
        "Gebruik het oorspronkelijke beeld, of maak de opname opnieuw. Vergroten maakt het niet scherper.",
        "Use the original picture, or make it anew. Enlarging does not make it sharper.",
    ),
    standard=("WCAG 2.2 1.4.5",),
    why=Text(
        "Op een digibord of vergroot is zo'n beeld niet te lezen.",
        "On a board or enlarged such a picture cannot be read.",
    ),
    formats=PICTURES,
)
PALE = CheckInfo(
    id="image-contrast",
    severity="moderate",
    title=Text("Afbeelding met weinig contrast", "Picture with little contrast"),
    message=Text(
        "Het lichtste en het donkerste deel van de afbeelding schelen maar {ratio} op 1.",
        "The lightest and darkest parts of the picture differ by {ratio} to 1 only.",
    ),
    help=Text(
        "Maak het contrast groter, of scan opnieuw met een donkerder instelling.",
        "Raise the contrast, or scan again with a darker setting.",
    ),
    standard=("WCAG 2.2 1.4.11", "WCAG 2.2 1.4.3"),
    why=Text(
        "Slechtzienden, en iedereen bij een bleke beamer, zien hier weinig.",
        "People with low vision, and everybody before a pale projector, see little of it.",
    ),
    formats=PICTURES,
)


def find(medium: Medium) -> Iterator[Spot]:
    picture = medium.picture
    width, height = picture.width, picture.height
    if max(width, height) < _ICON or width * height > _MOST_PIXELS:
        return
    if max(width, height) < _SMALLEST:
        what = (
            f"deze afbeelding is maar {width} bij {height} pixels.",
            f"this picture is {width} by {height} pixels only.",
        )
        yield Spot(SIZE.id, {"what": what}, certainty="likely")
    grey = _grey(picture)
    ratio, spread = _range(grey)
    if ratio < _PALE and spread > 0:
        yield Spot(PALE.id, {"ratio": f"{ratio:.1f}"}, certainty="to-be-judged")
    elif ratio >= 3 and min(width, height) >= _ICON and _sharpness(grey) < _SHARP:
        what = ("deze afbeelding lijkt onscherp.", "this picture seems blurred.")
        yield Spot(SIZE.id, {"what": what}, certainty="to-be-judged")


def _grey(picture: Any) -> Any:
    """Grey values from 0 to 255; what is see-through counts as white paper."""
    import numpy as np
    from PIL import Image

    if picture.format == "JPEG":
        picture.draft("L", (_SIDE, _SIDE))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(paper, layer)
    grey = picture.convert("L")
    if max(grey.size) > _SIDE:
        grey.thumbnail((_SIDE, _SIDE))
    return np.asarray(grey, dtype="float64")


def _range(grey: Any) -> tuple[float, float]:
    """Contrast ratio between the lightest and darkest half percent, and the spread of the values."""
    import numpy as np

    from checks.contrast import ratio

    low, high = (int(v) for v in np.percentile(grey, (0.5, 99.5)))
    return ratio((low, low, low), (high, high, high)), float(grey.std())


def _sharpness(grey: Any) -> float:
    middle = grey[1:-1, 1:-1]
    edges = 4 * middle - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(edges.var())


RULE = Rule((SIZE, PALE), find, PICTURES)
