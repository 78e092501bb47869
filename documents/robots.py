"""Whether a site lets programs take an address (robots.txt, RFC 9309). Asked for harvests only."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import httpx

_KEPT_SECONDS = 3600
_MOST_SITES = 500
_LONGEST = 512 * 1024
"""RFC 9309 asks to read at least 500 kB; what comes after is not looked at."""
_REDIRECTS = 5


@dataclass
class _Rules:
    """`parsed` is None when everything is open, or closed as `open` says."""

    until: float
    open: bool = True
    parsed: Any = None


_known: OrderedDict[str, _Rules] = OrderedDict()
_lock = Lock()


def permits(client: httpx.Client, url: httpx.URL, agent: str, deadline: float) -> bool:
    """Whether `agent` may take `url`. A site's rules are asked for through `client` and kept for an hour.

    A site without rules is open; one whose rules cannot be had now is closed. What `client` refuses is refused.
    """
    site = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
    with _lock:
        rules = _known.get(site)
    if rules is None or rules.until < time.monotonic():
        rules = _ask(client, httpx.URL(site), deadline)
        with _lock:
            _known[site] = rules
            while len(_known) > _MOST_SITES:
                _known.popitem(last=False)
    return rules.open if rules.parsed is None else bool(rules.parsed.can_fetch(str(url), agent))


def forget() -> None:
    with _lock:
        _known.clear()


def _ask(client: httpx.Client, url: httpx.URL, deadline: float) -> _Rules:
    from protego import Protego

    from documents.web import Refused, timed_request

    until = time.monotonic() + _KEPT_SECONDS
    try:
        for _ in range(_REDIRECTS + 1):
            with timed_request(client, "GET", url, deadline) as response:
                if response.is_redirect and "location" in response.headers:
                    url = url.join(response.headers["location"])
                    continue
                if response.is_client_error:
                    return _Rules(until)
                if not response.is_success:
                    return _Rules(time.monotonic() + 60, open=False)
                return _Rules(until, parsed=Protego.parse(_text(response)))
    except Refused:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
        return _Rules(time.monotonic() + 60, open=False)
    return _Rules(until)


def _text(response: httpx.Response) -> str:
    body = b""
    for chunk in response.iter_bytes(64 * 1024):
        body += chunk
        if len(body) >= _LONGEST:
            break
    # What is cut off in the middle of a line would be another rule.
    if len(body) >= _LONGEST:
        body = body[:_LONGEST].rpartition(b"\n")[0]
    return body.decode("utf-8", "replace")
