"""How labels and ids are compared: without case, accents, punctuation or the form of the address."""

import re
import unicodedata
from functools import lru_cache

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^0-9a-z&+]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`Wiskunde, 4` and `wiskunde 4` become the same string; `Oriëntatie` loses its diaeresis."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain).strip()


def uuid_in(text: str) -> str | None:
    """The UUID at the end of an id or URI, lower case; None for anything else."""
    tail = text.strip().rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return tail.lower() if UUID.fullmatch(tail) else None
