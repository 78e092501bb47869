"""Addresses inside a book: what kind they are, whether they are sound, and which file they mean."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from checks.epub.tables import words

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BAD = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:[\w.~!$&'()*+,;=%-]+|\[[0-9a-fA-F:.]+\])?", re.UNICODE)
_HIERARCHY = frozenset({"http", "https", "ftp", "ws", "wss", "file"})
KNOWN = words(
    "http https ftp mailto tel sms smsto mms mmsto geo urn data blob file javascript about irc news nntp "
    "telnet magnet market sip sips skype facetime maps bitcoin doi isbn info tag ws wss ldap callto xmpp "
    "webcal feed view-source intent kindle ibooks itms itms-apps itms-books rtsp nfs git ssh svn steam "
    "spotify whatsapp"
)
REMOTE = frozenset({"http", "https", "ftp"})


@dataclass(frozen=True)
class Address:
    """`path` is inside the archive and None for an address outside the book; `leaves` when it climbs out of it."""

    given: str
    scheme: str
    path: str | None
    fragment: str
    query: bool
    leaves: bool
    sound: bool

    @property
    def remote(self) -> bool:
        return self.scheme in REMOTE


def address(base: str, given: str) -> Address:
    """What `given`, as it stands in the file `base`, leads to."""
    text = given.strip()
    scheme = (found[1].lower() if (found := _SCHEME.match(text)) else "") or ("https" if text.startswith("//") else "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return Address(given, scheme, None if scheme else base, "", False, False, False)
    sound = _BAD.search(text) is None
    if scheme in _HIERARCHY:
        rest = text.removeprefix(f"{text.split(':', 1)[0]}:") if not text.startswith("//") else text
        host = parts.netloc.rsplit("@", 1)[-1].rsplit(":", 1)[0] if parts.netloc else ""
        sound = sound and (scheme == "file" or (rest.startswith("//") and bool(host)))
        sound = sound and _HOST.fullmatch(host) is not None and "," not in host
    if scheme:
        return Address(given, scheme, None, "", False, False, sound)
    if not parts.path:
        return Address(given, "", base, unquote(parts.fragment), bool(parts.query), False, sound)
    steps = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    leaves = steps.startswith("../") or steps == ".." or text.startswith("/")
    # Browsers stop climbing at the root of the book.
    path = re.sub(r"^(\.\./)+", "", steps).lstrip("/")
    return Address(given, "", path, unquote(parts.fragment), bool(parts.query), leaves, sound)
