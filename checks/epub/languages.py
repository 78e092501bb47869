"""Whether a language tag is well formed (RFC 5646), dates and identifiers as the package document writes them."""

import re
from datetime import date

_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}|art-lojban|cel-gaulish|zh-min(?:-nan)?|zh-(?:guoyu|hakka|xiang)|en-GB-oed"
    r"|sgn-[A-Z]{2}-[A-Z]{2}|no-(?:bok|nyn)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?"
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def well_formed(tag: str) -> bool:
    return _TAG.fullmatch(tag) is not None


def is_date(value: str) -> bool:
    """A date of the W3C profile of ISO 8601: a year, a month, a day, or a moment of that day."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return False
    try:
        date(int(found["year"]) or 1, int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return False
    return all(int(found[part] or 0) <= most for part, most in (("hour", 24), ("minute", 59), ("second", 60)))


def is_uuid(value: str) -> bool:
    return _UUID.fullmatch(value.strip().removeprefix("urn:uuid:")) is not None
