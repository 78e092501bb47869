"""Pages in a real browser: nothing that a page does costs more than itself, and it reaches nothing."""

import contextlib
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checks.web import browser, devtools
from checks.web.examine import Seen, examine
from config.settings import Settings

SETTINGS = Settings(browser_seconds=60, browser_memory_bytes=1500 * 1024 * 1024)
ENDLESS = SETTINGS.model_copy(update={"browser_seconds": 6})
"""For pages that use all their time."""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.program(SETTINGS) is None, reason="no Chromium on this machine"),
]
SOUND = '<!DOCTYPE html><html lang="nl"><head><title>Les</title></head><body><main><h1>Les</h1>{}</main></body></html>'


def see(body: str, settings: Settings = SETTINGS, **more: object) -> Seen:
    return examine(SOUND.replace("{}", body), "les.html", settings, **more)  # type: ignore[arg-type]


def checks(seen: Seen) -> set[str]:
    return {hit.check for hit in seen.hits}


@pytest.fixture(scope="module", autouse=True)
def _one_browser() -> Iterator[None]:
    yield
    browser.shared().close()


def test_what_only_a_browser_sees() -> None:
    seen = see(
        '<p style="color:#aaa">Bleke tekst</p><style>a { outline: none }</style><p><a href="b.html">Verder met de les</a></p>'
    )
    assert seen.browsed
    assert {"color-contrast", "focus-visible"} <= checks(seen)
    assert checks(see("<p>Gewone tekst</p>")) == set()


def test_two_rules_about_one_text_keep_their_own_limits() -> None:
    """A shadow makes this text bolder; axe-core's stricter rule, run beside the other, took it for its background."""
    shadowed = '<p style="color:#444; background:#ccc; text-shadow: 0 0 .14em #000">Goed te lezen tekst</p>'
    assert "color-contrast" not in checks(see(shadowed))


def test_what_axe_leaves_open_is_decided_where_the_page_tells() -> None:
    box = '<div style="height:5px; overflow:auto"><input tabindex="{}" aria-label="Naam"></div>'
    assert "scrollable-region-focusable" in checks(see(box.replace("{}", "-1")))
    assert "scrollable-region-focusable" not in checks(see(box.replace("{}", "0")))
    nameless = '<div role="code" aria-labelledby="weg">{}</div>'
    named = [h for h in see(nameless.replace("{}", "")).hits if h.check == "aria-prohibited-attr"]
    assert [h.certainty for h in named] == ["likely"]


def test_what_a_script_adds_is_checked_too() -> None:
    assert "image-alt" in checks(see("<div id=a></div><script>a.innerHTML = '<img src=x.png>'</script>"))


MISBEHAVING = [
    ("page-never-settles", "<script>for (;;);</script>"),
    ("page-never-settles", "<script>for (;;) alert(1);</script>"),
    ("page-dialogs", "<script>alert('hoi'); confirm('?')</script>"),
    ("page-redirects", "<script>location = 'https://example.com/'</script>"),
    ("page-redirects", "<meta http-equiv=refresh content='0;url=https://example.com/'>"),
    ("page-downloads", "<a id=a href='data:application/octet-stream,x' download>x</a><script>a.click()</script>"),
    ("page-opens-windows", "<script>window.open('https://example.com/')</script>"),
]


@pytest.mark.parametrize(("code", "body"), MISBEHAVING)
def test_a_page_that_misbehaves_is_one_problem_and_is_checked_as_far_as_it_goes(code: str, body: str) -> None:
    seen = see(body + '<img src="x.png">', ENDLESS if "for (;;)" in body else SETTINGS)
    assert code in seen.notes
    assert "image-alt" in checks(seen)
    after = see("<p>De volgende pagina</p>")
    assert after.browsed
    assert not after.notes
    assert checks(after) == set()


def test_a_page_that_eats_memory_or_kills_the_browser_leaves_the_next_page_alone() -> None:
    greedy = see(
        "<img src=x.png><script>const a=[]; for(;;) a.push(new Array(1e6).fill(Math.random()))</script>", ENDLESS
    )
    assert greedy.notes & {"page-memory", "page-never-settles", "page-crashed"}
    assert "image-alt" in checks(greedy)
    running = browser.shared().take(browser.program(SETTINGS), SETTINGS.browser_memory_bytes)  # type: ignore[arg-type]
    for pid in browser.family(running.process.pid):
        with contextlib.suppress(ProcessLookupError):  # It went along with its parent.
            os.kill(pid, 9)
    seen = see("<img src=x.png>")
    assert seen.browsed
    assert "image-alt" in checks(seen)
    assert checks(see("<p>De volgende pagina</p>")) == set()


def test_a_tab_listens_before_its_first_page_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a page may have loaded before anyone hears of it, and is waited for until its time is up."""
    order: list[str] = []
    send, handle = devtools.Connection.send, devtools.Connection._handle
    sent: dict[int, str] = {}

    def sending(self: devtools.Connection, method: str, session: str = "", **params: Any) -> int:
        number = send(self, method, session, **params)
        sent[number] = method
        order.append(method)
        return number

    def handling(self: devtools.Connection, message: devtools.Message) -> None:
        order.append("answer to " + sent.get(message.get("id", 0), ""))
        handle(self, message)

    browser.shared().close()
    monkeypatch.setattr(devtools.Connection, "send", sending)
    monkeypatch.setattr(devtools.Connection, "_handle", handling)
    assert see("<p>Breuken</p>").notes == set()
    assert order.index("answer to Page.enable") < order.index("Page.navigate")


HANGS = "exec sleep 100"
WORKS = """n=0; while [ $n -lt 400000 ]; do n=$((n+1)); done
printf '{"id": 1, "result": {"product": "Slow/1"}}\\000' >&4; exec sleep 100"""


def test_a_browser_that_hangs_at_its_start_is_given_up_and_one_that_is_slow_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shell stands in for the browser: one does nothing, the other works for a while and then answers."""
    monkeypatch.setattr(browser, "_STILL_SECONDS", 2)
    monkeypatch.setattr(browser, "_FLAGS", ("-c", HANGS))
    with pytest.raises(browser.BrowserGoneError, match="no answer after"):
        browser.Browser(Path("/bin/sh"), SETTINGS.browser_memory_bytes)
    monkeypatch.setattr(browser, "_FLAGS", ("-c", WORKS))
    running = browser.Browser(Path("/bin/sh"), SETTINGS.browser_memory_bytes)
    assert running.version == "Slow/1"
    running.stop()


def test_a_page_reaches_no_server_and_no_file(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    secret = tmp_path / "geheim.html"
    secret.write_text("<title>x</title><p>hetgeheim</p>")
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}"
        seen = see(f"""<img src="{at}/img.png" alt="Een plaatje"><iframe src="file://{secret}" title="Een kader"></iframe>
          <iframe src="{at}/frame" title="Nog een kader"></iframe><link rel=stylesheet href="{at}/a.css">
          <script>fetch('{at}/fetch'); new WebSocket('{at.replace("http", "ws")}/ws'); navigator.sendBeacon('{at}/beacon');
          new Image().src = '{at}/pixel'; fetch('file://{secret}').then(r => r.text()).then(t => document.body.append(t));
          </script>""")
        server.shutdown()
    assert asked == []
    assert seen.browsed
    assert "hetgeheim" not in repr([(h.snippet, h.node and h.node.markup) for h in seen.hits]) + seen.page.root.text


def test_a_page_shows_files_of_its_own_folder_only(tmp_path: Path) -> None:
    (tmp_path / "buiten.css").write_text("p { color: #bbb }")
    site = tmp_path / "site"
    site.mkdir()
    (site / "binnen.css").write_text("p { color: #bbb }")
    inside = see('<link rel=stylesheet href="binnen.css"><p>Tekst om te lezen</p>', root=site)
    outside = see('<link rel=stylesheet href="../buiten.css"><p>Tekst om te lezen</p>', root=site)
    alone = see('<link rel=stylesheet href="binnen.css"><p>Tekst om te lezen</p>')
    assert "color-contrast" in checks(inside)
    assert "color-contrast" not in checks(outside) | checks(alone)


def test_the_browser_goes_with_all_its_children() -> None:
    running = browser.started(browser.program(SETTINGS), SETTINGS.browser_memory_bytes)  # type: ignore[arg-type]
    family = [running.process.pid, *browser.family(running.process.pid)]
    assert len(family) > 1
    folder = Path(running._folder.name)
    running.stop()
    assert not folder.exists()
    assert [p for p in family if _alive(p)] == []


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_walls_around_the_browser_hold_where_the_system_has_them() -> None:
    running = browser.shared().take(browser.program(SETTINGS), SETTINGS.browser_memory_bytes)  # type: ignore[arg-type]
    assert set(running.held) == {"network", "files"}


def test_a_picture_shows_the_place(tmp_path: Path) -> None:
    seen = see('<p style="color:#bbb">Bleke tekst</p>', pictures=True)
    assert seen.picture is not None
    assert seen.picture[:4] == b"RIFF"
    assert len(seen.picture) < 200_000
