"""Downloading a web address: public hosts only, checked at every redirect, within limits on size and time."""

import contextlib
import re
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import httpx

from config.settings import Settings, get_settings
from documents.addresses import PORTS, is_public, resolve
from documents.errors import ReadError, size_words
from documents.robots import permits

_AGENT = "Verrijker/1"
_REDIRECTS = {301, 302, 303, 307, 308}
_NAME_CHARS = 150
_EXTENSIONS = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "md", "text/plain": "txt",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}  # fmt: skip


class Refused(httpx.TransportError):
    """The address may not be reached; `code` and `params` are those of a ReadError."""

    def __init__(self, code: str, params: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}


@dataclass
class FetchedFile:
    """A downloaded file. Its folder goes when `close` is called or the `with` block ends."""

    path: Path
    name: str
    content_type: str | None
    final_url: str
    folder: "tempfile.TemporaryDirectory[str]"

    def close(self) -> None:
        self.folder.cleanup()

    def __enter__(self) -> "FetchedFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class GuardedTransport(httpx.BaseTransport):
    """Looks a host up once, refuses it unless all its addresses are public, and connects to what was checked.

    A name that answers differently the second time (DNS rebinding) therefore gains nothing. The Host header and
    the name in the TLS handshake stay those of the address that was asked for.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # A connection kept open for one name must not serve another name at the same address.
        self._inner = httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        check_url(request.url, self._settings)
        timeout: dict[str, Any] = request.extensions.get("timeout") or {}
        seconds = timeout.get("connect") or self._settings.fetch_seconds
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            addresses = resolve(host.strip("[]"), port, seconds)
        except TimeoutError as error:
            raise httpx.ConnectTimeout(str(error), request=request) from error
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        if not self._settings.allow_private_addresses and not all(is_public(a) for a in addresses):
            raise Refused("fetch-address")
        return self._connect(request, host, addresses)

    def _connect(self, request: httpx.Request, host: str, addresses: list[str]) -> httpx.Response:
        """Tries the checked addresses in turn; only a failure to connect moves on to the next."""
        failure: httpx.TransportError | None = None
        for address in addresses[:3]:
            extensions = {**request.extensions, "sni_hostname": host}
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=extensions,
            )
            try:
                return self._inner.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError("no address", request=request)

    def close(self) -> None:
        self._inner.close()


def check_url(url: httpx.URL, settings: Settings) -> None:
    """Refused for anything but http(s) to a plain host on a web port."""
    if url.scheme not in ("http", "https"):
        raise _refuse("alleen http en https", "only http and https")
    if url.userinfo:
        raise _refuse("er staat een naam of wachtwoord in", "it holds a name or password")
    if not url.host or not re.fullmatch(r"[A-Za-z0-9.:_-]+", url.raw_host.decode("ascii", "replace").strip("[]")):
        raise _refuse("de servernaam klopt niet", "its host name is not valid")
    if settings.allow_private_addresses:
        return
    if url.port is not None and url.port not in PORTS:
        raise _refuse(f"poort {url.port} is geen webpoort", f"port {url.port} is not a web port")


def _refuse(dutch: str, english: str) -> Refused:
    return Refused("fetch-url", {"detail": dutch, "detail_en": english})


def guarded_client(settings: Settings, *, seconds: float | None = None) -> httpx.Client:
    """An httpx.Client that reaches public addresses only. It follows no redirects; `Refused` is an httpx error."""
    return httpx.Client(
        transport=GuardedTransport(settings),
        timeout=seconds or settings.fetch_seconds,
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"},
    )


def fetch_url(url: str, settings: Settings | None = None, *, harvest: bool = False) -> FetchedFile:
    """Downloads `url`. A `harvest` asks the site's robots.txt first, at every redirect. ReadError says why not."""
    settings = settings or get_settings()
    deadline = time.monotonic() + settings.fetch_seconds
    seconds = {"seconds": str(settings.fetch_seconds)}
    try:
        target = httpx.URL(_written(url))
        with guarded_client(settings) as client:
            for _ in range(settings.fetch_redirects + 1):
                if harvest and not permits(client, target, _AGENT, deadline):
                    raise ReadError("fetch-robots", url)
                with timed_request(client, "GET", target, deadline) as response:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        target = target.join(response.headers["location"])
                        continue
                    if not response.is_success:
                        raise ReadError("fetch-status", url, {"status": str(response.status_code)})
                    return _save(response, url, target, settings, deadline)
        raise ReadError("fetch-redirects", url, {"limit": str(settings.fetch_redirects)})
    except Refused as error:
        raise ReadError(error.code, url, error.params) from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        detail = {"detail": "het is verkeerd geschreven", "detail_en": "it is badly written"}
        raise ReadError("fetch-url", url, detail) from error
    except (httpx.TimeoutException, TimeoutError) as error:
        raise ReadError("fetch-timeout", url, seconds) from error
    except httpx.HTTPError as error:
        if time.monotonic() >= deadline:
            raise ReadError("fetch-timeout", url, seconds) from error
        raise ReadError("fetch-unreachable", url) from error


def _written(url: str) -> str:
    """`url` when it is whole and plain: programs differ on backslashes, controls and missing slashes."""
    url = url.strip()
    if not re.match(r"https?://[^/\\]", url, re.IGNORECASE):
        raise _refuse("alleen http en https", "only http and https")
    if "\\" in url or "%00" in url or any(ord(c) < 0x21 or c == "\x7f" for c in url):
        raise _refuse("er staan vreemde tekens in", "it holds odd characters")
    return url


@contextlib.contextmanager
def timed_request(
    client: httpx.Client, method: str, url: httpx.URL | str, deadline: float, **more: Any
) -> Iterator[httpx.Response]:
    """One request that ends at `deadline`, however slowly the server drips: its socket is shut then.

    The body of the response is not read yet. `deadline` is a moment of `time.monotonic`; past it, TimeoutError.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    sockets: list[socket.socket] = []

    def trace(event: str, info: dict[str, Any]) -> None:
        if event.endswith("connect_tcp.complete"):
            sockets.append(info["return_value"].get_extra_info("socket"))

    def shut() -> None:
        for connection in sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(left, shut)
    timer.daemon = True
    timer.start()
    try:
        with client.stream(method, url, timeout=left, extensions={"trace": trace}, **more) as response:
            yield response
    finally:
        timer.cancel()


def _save(response: httpx.Response, url: str, final: httpx.URL, settings: Settings, deadline: float) -> FetchedFile:
    limit = settings.fetch_max_bytes
    too_large = ReadError("fetch-too-large", url, {"limit": size_words(limit)})
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise too_large
    content_type = response.headers.get("content-type", "").split(";")[0].strip().lower() or None
    folder = tempfile.TemporaryDirectory(prefix="verrijker-")
    try:
        path = Path(folder.name) / "material"
        size = 0
        with path.open("wb") as file:
            for chunk in response.iter_bytes(64 * 1024):
                size += len(chunk)
                if size > limit:
                    raise too_large
                if time.monotonic() > deadline:
                    raise TimeoutError
                file.write(chunk)
    except BaseException:
        folder.cleanup()
        raise
    return FetchedFile(path, _name(response, final, content_type), content_type, str(final), folder)


def _name(response: httpx.Response, url: httpx.URL, content_type: str | None) -> str:
    """A file name for people: the server's, else the last part of the address, else the host."""
    header = Message()
    header["Content-Disposition"] = response.headers.get("content-disposition", "")
    name = header.get_filename() or unquote(url.path.rstrip("/").rsplit("/", 1)[-1])
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c.isprintable()).strip(". ")[-_NAME_CHARS:] or url.host
    extension = _EXTENSIONS.get(content_type or "")
    if extension and "." not in name[-6:]:
        name = f"{name}.{extension}"
    return name
