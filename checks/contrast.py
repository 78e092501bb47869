"""Contrast between two colours as WCAG 2 measures it, and how much of it text of some size needs."""

from functools import lru_cache

from checks.rule import CheckInfo, Text

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""
ENOUGH = 4.5
ENOUGH_LARGE = 3.0
_LARGE = 18.0
_LARGE_BOLD = 14.0
INFO = CheckInfo(
    id="contrast",
    severity="moderate",
    title=Text("Te weinig contrast", "Too little contrast"),
    message=Text("De tekst heeft een contrast van {ratio} op 1 (kleur {colour} op {behind}); nodig is {needed} op 1.",
                 "The text has a contrast of {ratio} to 1 (colour {colour} on {behind}); it needs {needed} to 1."),
    help=Text(
        "Maak de letters donkerder of de achtergrond lichter. Kies in Word en PowerPoint onder Lettertypekleur een "
        "kleur die de toegankelijkheidscontrole goedkeurt.",
        "Make the letters darker or the background lighter. In Word and PowerPoint pick a font colour that the "
        "accessibility checker accepts.",
    ),
    standard=("WCAG 2.2 1.4.3", "EN 301 549 9.1.4.3", "EN 301 549 10.1.4.3"),
)  # fmt: skip


def luminance(colour: Colour) -> float:
    """Relative luminance from 0 to 1 (WCAG 2.2)."""
    parts = []
    for value in colour:
        share = value / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@lru_cache(maxsize=4096)
def ratio(one: Colour, other: Colour) -> float:
    """Contrast ratio from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def needed(points: float | None, bold: bool) -> float:
    """The least ratio for text of this size in points; an unknown size counts as small."""
    large = points is not None and (points >= _LARGE or (bold and points >= _LARGE_BOLD))
    return ENOUGH_LARGE if large else ENOUGH


def code(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
