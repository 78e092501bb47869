"""One page in the browser: loaded with the network closed, kept where it is, and left when its time is up."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from checks.web.browser import Browser, MemoryExceededError
from checks.web.devtools import BrowserGoneError, CommandError, Message
from checks.web.patience import SLOWEST
from checks.web.serve import Site

WIDTH, HEIGHT = 1280, 900
WORLD = "verrijker"
_LOAD_PART = 0.5
"""The part of a page's time that may go to loading; a page still busy then is looked at as it is."""
_DIALOGS = 20


class PageFailedError(Exception):
    """The page could not be looked at. `code` names why: page-busy, page-crashed, page-memory, browser-gone."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Tab:
    """A tab that shows one page after another; every page gets an origin and worlds of its own.

    `notes` holds the codes of what the present page tried to do: page-dialogs, page-downloads and so on.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser, self._connection, self.scripts = browser, browser.connection, True
        self._leaving: int | None = None
        self.deadline = self._connection.now() + 30
        self._forget(Site(b""))
        browser.listener = self._hear
        made = self._connection.call("Target.createBrowserContext", deadline=self.deadline, disposeOnDetach=True)
        self._context = str(made["browserContextId"])
        self._connection.send("Browser.setDownloadBehavior", behavior="deny", browserContextId=self._context,
                              eventsEnabled=True)  # fmt: skip
        made = self._connection.call("Target.createTarget", deadline=self.deadline, url="about:blank",
                                     browserContextId=self._context, width=WIDTH, height=HEIGHT)  # fmt: skip
        target = str(made["targetId"])
        made = self._connection.call("Target.attachToTarget", deadline=self.deadline, targetId=target, flatten=True)
        self._session, self._target, self.frame = str(made["sessionId"]), target, target
        self._connection.send("Target.setDiscoverTargets", discover=True)
        for domain in ("Page", "Inspector"):
            # Answered before the first page comes, or its load event may pass unheard.
            self._connection.call(f"{domain}.enable", self._session, deadline=self.deadline)
        self._connection.call("Page.setLifecycleEventsEnabled", self._session, deadline=self.deadline, enabled=True)
        # Else a busy machine may leave the page without the focus that the Tab key moves.
        self._connection.send("Emulation.setFocusEmulationEnabled", self._session, enabled=True)
        self._connection.send("Fetch.enable", self._session, patterns=[{"urlPattern": "*"}])

    def _forget(self, site: Site) -> None:
        """A new page: nothing of the last one counts any more."""
        self._site = site
        self.notes: set[str] = set()
        self._crashed = self._arrived = False
        self._loads: set[str] = set()
        self._dialogs = 0
        self._worlds: dict[str, int] = {}
        if not hasattr(self, "_target"):
            self._session = self._context = self._target = self.frame = ""

    def _alive(self) -> None:
        """Raises PageFailedError once the page is given up: on a slow machine that can be at any step."""
        if self._crashed:
            raise PageFailedError("page-never-settles" if self._dialogs > _DIALOGS else "page-crashed")

    def call(self, method: str, **params: Any) -> Message:
        self._alive()
        return self._connection.call(method, self._session, deadline=self.deadline, **params)

    def show(self, site: Site, seconds: float, *, scripts: bool = True) -> None:
        """Goes to the page and waits until it has loaded, for a part of `seconds` at most."""
        self._browser.pages += 1
        self.scripts = scripts
        self._browser.listener = self._hear
        self._forget(site)
        self.deadline = self._connection.now() + seconds
        self._connection.send("Network.clearBrowserCookies", self._session)
        until = self._connection.now() + seconds * _LOAD_PART
        try:
            loader = self._connection.call("Page.navigate", self._session, deadline=until, url=site.url).get("loaderId")
            # The load event of this very page: that of the one before may come late.
            self._connection.wait(
                lambda: loader in self._loads or self._crashed or "page-redirects" in self.notes, until
            )
        except TimeoutError:
            self.notes.add("page-never-settles")
        self._alive()

    def leave(self) -> None:
        """Asks the page to go, and does not wait until it has."""
        self._leaving = self._connection.send("Page.navigate", self._session, url="about:blank")

    def free(self) -> bool:
        """Whether the last page is gone, so that another can come. BrowserGoneError when the browser is."""
        number, self._leaving = self._leaving, None
        if number is None:
            return not self._crashed
        try:
            self._connection.finish(number, deadline=self._connection.now() + 6)
        except (TimeoutError, CommandError):
            return False
        return not self._crashed

    def evaluate(self, expression: str, *, frame: str | None = None, awaits: bool = True, tools: bool = False,
                 own: bool = True) -> Any:  # fmt: skip
        """The value of `expression` in a world of our own, which the page's scripts cannot see, unless `own` is False."""
        return self.begin(expression, frame=frame, awaits=awaits, tools=tools, own=own)()

    def begin(self, expression: str, *, frame: str | None = None, awaits: bool = True, tools: bool = False,
              own: bool = True) -> Callable[[], Any]:  # fmt: skip
        """Starts `evaluate`: what is returned waits for the value. Nothing else may be asked in between."""
        self._alive()
        where = {"contextId": self._world(frame or self.frame)} if own else {}
        left = max(self.deadline - self._connection.now(), 0.001)
        number = self._connection.send("Runtime.evaluate", self._session, expression=expression, **where,
                                       returnByValue=True, awaitPromise=awaits, includeCommandLineAPI=tools,
                                       timeout=int(1000 * SLOWEST * left))  # fmt: skip
        return lambda: self._value(number)

    def _value(self, number: int) -> Any:
        answer = self._connection.finish(number, deadline=self.deadline)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            said = (details.get("exception") or {}).get("description") or details.get("text")
            raise CommandError(str(said)[:500])
        return answer["result"].get("value")

    def _world(self, frame: str) -> int:
        if frame not in self._worlds:
            made = self.call("Page.createIsolatedWorld", frameId=frame, worldName=WORLD)
            self._worlds[frame] = int(made["executionContextId"])
        return self._worlds[frame]

    def frames(self) -> list[str]:
        """The ids of the frames in the page, the page itself first."""
        found: list[str] = []

        def gather(tree: Message) -> None:
            found.append(str(tree["frame"]["id"]))
            for child in tree.get("childFrames", []):
                gather(child)

        gather(self.call("Page.getFrameTree")["frameTree"])
        return found[:40]

    def picture(self, width: int, height: int) -> bytes:
        """The page from its top, as WebP."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 0.5}
        taken = self.call("Page.captureScreenshot", format="webp", quality=55, clip=clip, captureBeyondViewport=True,
                          optimizeForSpeed=True)  # fmt: skip
        return base64.b64decode(taken["data"])

    def _hear(self, session: str, method: str, params: Message) -> None:
        if method == "Target.targetCreated":
            self._other(params["targetInfo"])
        elif method == "Target.targetCrashed" and params.get("targetId") == self._target:
            self._crashed = True
        elif method == "Browser.downloadWillBegin":
            self.notes.add("page-downloads")
        if session != self._session or not session:
            return
        if method == "Fetch.requestPaused":
            self._serve(params)
        elif method == "Page.lifecycleEvent":
            if params.get("name") == "load" and params.get("frameId") == self.frame:
                self._loads.add(str(params.get("loaderId")))
        elif method == "Inspector.targetCrashed":
            self._crashed = True
        elif method == "Page.javascriptDialogOpening":
            self.notes.add("page-dialogs")
            self._dialogs += 1
            if self._dialogs > _DIALOGS:
                self._crashed = True  # Never ends: left alone like a page that crashed.
                self.notes.add("page-never-settles")
            self._connection.send("Page.handleJavaScriptDialog", self._session,
                                  accept=params.get("type") == "beforeunload")  # fmt: skip

    def _other(self, target: Message) -> None:
        """A window that the page opened is closed."""
        ours = self._target and target.get("type") == "page" and target.get("browserContextId") == self._context
        if ours and target["targetId"] != self._target:
            self.notes.add("page-opens-windows")
            self._connection.send("Target.closeTarget", targetId=target["targetId"])

    def _serve(self, params: Message) -> None:
        request, kind, number = params["request"], params.get("resourceType", ""), params["requestId"]
        main = kind == "Document" and params.get("frameId") == self.frame
        answer = self._site.answer(request["url"], kind)
        if main and self._arrived:
            # The page wants to be somewhere else: it stays, so that what was sent in is what is checked.
            self.notes.add("page-redirects")
            answer = None
        if answer is None or request.get("method") != "GET":
            self._connection.send("Fetch.failRequest", self._session, requestId=number,
                                  errorReason="Aborted" if main else "BlockedByClient")  # fmt: skip
            return
        self._arrived = self._arrived or main
        body, media_type = answer
        headers = {"Content-Type": media_type}
        if not self.scripts:  # This stops the page's own, and not ours in the world beside it.
            headers["Content-Security-Policy"] = "script-src 'none'"
        self._connection.send(
            "Fetch.fulfillRequest", self._session, requestId=number, responseCode=200,
            responseHeaders=[{"name": name, "value": value} for name, value in headers.items()],
            body=base64.b64encode(body).decode("ascii"),
        )  # fmt: skip

    def close(self) -> None:
        """Raises BrowserGoneError or TimeoutError when the browser does not let go of the page."""
        self._browser.listener = None
        deadline = self._connection.now() + 3
        self._connection.call("Target.disposeBrowserContext", deadline=deadline, browserContextId=self._context)


@contextmanager
def opened(browser: Browser, site: Site, seconds: float, *, scripts: bool = True) -> Iterator[Tab]:
    """The page in the browser's tab. PageFailedError says why it could not be looked at; all is fresh after that.

    BrowserGoneError when the browser was no good before the page came.
    """
    tab = _tab(browser)
    try:
        tab.show(site, seconds, scripts=scripts)
        yield tab
        tab.leave()
    except TimeoutError as error:
        browser.stop()  # With all its processes, for the next page may be given the one that is still busy.
        raise PageFailedError("page-never-settles") from error
    except MemoryExceededError as error:
        browser.stop()
        raise PageFailedError("page-memory") from error
    except BrowserGoneError as error:
        browser.stop()
        raise PageFailedError("page-crashed") from error
    except BaseException:
        _drop(browser)
        raise


def _tab(browser: Browser) -> Tab:
    """A tab that the last page has left."""
    try:
        tab = browser.tab
        if not isinstance(tab, Tab) or not tab.free():
            _drop(browser)
            browser.tab = tab = Tab(browser)
        return tab
    except (TimeoutError, CommandError, BrowserGoneError, MemoryExceededError) as error:
        browser.stop()
        raise BrowserGoneError(f"no tab: {error}") from error


def _drop(browser: Browser) -> None:
    """Closes the tab, or the whole browser when that does not work."""
    tab, browser.tab = browser.tab, None
    if not isinstance(tab, Tab):
        return
    try:
        tab.close()
    except (TimeoutError, BrowserGoneError, CommandError, MemoryExceededError):
        browser.stop()
