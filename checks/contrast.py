"""Contrast between two colours as WCAG 2 measures it, and how much of it text of some size needs."""

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""
ENOUGH = 4.5
ENOUGH_LARGE = 3.0
_LARGE = 18.0
_LARGE_BOLD = 14.0


def luminance(colour: Colour) -> float:
    """Relative luminance from 0 to 1 (WCAG 2.2)."""
    parts = []
    for value in colour:
        share = value / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


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
