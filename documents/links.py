"""Asking other servers whether web addresses still lead somewhere: public hosts only, few, and not for long."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx

from config.settings import Settings
from documents.web import Refused, guarded_client, timed_request
from schemas.document import LinkAnswer

_AT_ONCE = 6
"""Servers that are asked at the same time; one server is asked one thing after another."""
_ONE = 8.0
"""Seconds for one address."""
_KEPT_SECONDS = 24 * 3600
_MOST_KEPT = 5_000
_NO_HEAD = frozenset({400, 403, 404, 405, 501})
"""What servers say to HEAD that say otherwise to GET."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_kept: dict[str, tuple[float, LinkAnswer]] = {}


def ask(addresses: Iterable[str], settings: Settings) -> dict[str, LinkAnswer]:
    """What servers say about these web addresses; one without an answer is left out.

    Of all addresses the first `check_links_most` are asked about, for `check_links_seconds` together. An answer holds
    for a day in this process.
    """
    wanted = [a for a in dict.fromkeys(addresses) if a.startswith(("http://", "https://"))][: settings.check_links_most]
    now = time.monotonic()
    found = {a: _kept[a][1] for a in wanted if a in _kept and now - _kept[a][0] < _KEPT_SECONDS}
    hosts: dict[str, list[str]] = {}
    for address in wanted:
        if address not in found and (host := _host(address)):
            hosts.setdefault(host, []).append(address)
    if not hosts:
        return found
    deadline = now + settings.check_links_seconds
    with ThreadPoolExecutor(min(_AT_ONCE, len(hosts)), "links") as pool:
        for answers in pool.map(lambda group: _ask_one_by_one(group, settings, deadline), hosts.values()):
            found |= answers
            if len(_kept) > _MOST_KEPT:
                _kept.clear()
            _kept.update({address: (now, answer) for address, answer in answers.items()})
    return found


def _host(address: str) -> str:
    try:
        return httpx.URL(address).host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""


def _ask_one_by_one(addresses: list[str], settings: Settings, deadline: float) -> dict[str, LinkAnswer]:
    answers = {}
    with guarded_client(settings, seconds=_ONE) as client:
        for address in addresses:
            until = min(deadline, time.monotonic() + _ONE)
            try:
                status = _status(client, httpx.URL(address), settings, until)
            except Refused:
                continue
            except httpx.ConnectError as error:
                if not _no_such_server(error):
                    continue
                status = None
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnicodeError, ValueError):
                continue
            answers[address] = LinkAnswer(status=status, day=datetime.now(UTC).date())
    return answers


def _status(client: httpx.Client, url: httpx.URL, settings: Settings, deadline: float) -> int:
    """What is said in the end, each redirect being asked in the same way. Only the head of an answer is read."""
    method = "HEAD"
    for _ in range(2 * settings.fetch_redirects + 2):
        with timed_request(client, method, url, deadline) as response:
            status, target = response.status_code, response.headers.get("location")
        if status in _MOVED and target:
            url, method = url.join(target), "HEAD"
        elif method == "HEAD" and status in _NO_HEAD:
            method = "GET"
        else:
            return status
    raise TimeoutError


def _no_such_server(error: httpx.ConnectError) -> bool:
    import socket

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return cause.errno == socket.EAI_NONAME
        cause = cause.__cause__
    return False
