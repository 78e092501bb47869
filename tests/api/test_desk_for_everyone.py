"""axe-core on what pages show once something is opened, empty, dealt with or refused, in both languages and schemes."""

import importlib
from typing import Any

import pytest
from api_makers import enriched, token
from test_desk_in_browser import address, browser, serving, sign_in, visiting
from test_duplicates_at_the_desk import two_alike

from config.settings import Settings

__all__ = ["address", "browser"]
pytestmark = importlib.import_module("test_desk_in_browser").pytestmark


def violations(page: Any, state: str) -> list[object]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(state, v["id"], [node["target"] for node in v["nodes"]]) for v in found]


@pytest.mark.parametrize(
    ("scheme", "language", "width"), [("light", "nl", 1440), ("dark", "en", 1440), ("light", "en", 390)]
)
def test_every_state_of_a_page_can_be_used_by_everyone(
    settings: Settings, browser: Any, scheme: str, language: str, width: int
) -> None:
    small = settings.model_copy(update={"max_upload_bytes": 1000})
    material, (one, other) = enriched(settings), two_alike(settings)
    here = f"/desk/materials/{material}"
    with (
        serving(small) as address,
        visiting(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}) as page,
    ):
        page.context.add_cookies([{"name": "verrijker_language", "value": language, "url": address}])
        page.goto("/desk/sign-in")
        page.locator("#token").fill("not-a-token")
        page.keyboard.press("Enter")
        page.get_by_role("alert").filter(has_text="token").wait_for()
        assert violations(page, "sign-in refused") == []
        sign_in(page, token(settings, "curator"))
        for state, path in (
            ("nothing found", "/desk?q=zzz"),
            ("nothing failed", "/desk?state=failed"),
            ("compare", f"/desk/materials/{other}/compare/{one}"),
            ("no report", "/desk/reports?format=zzz"),
            ("no check", "/desk/checks?q=zzzz"),
            ("choose", f"{here}/add/subject"),
            ("choose text", f"{here}/add/title"),
            ("404", "/desk/nergens"),
            ("403", "/desk/operations"),
        ):
            answer = page.goto(path)
            assert answer.status == (int(state) if state.isdigit() else 200)
            assert violations(page, state) == []
        page.goto("/desk")
        page.keyboard.press("?")
        assert violations(page, "keys of the queue") == []
        page.keyboard.press("Escape")
        page.locator(".adder summary").click()
        assert violations(page, "adding") == []
        page.locator("#file").set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": b"a" * 100_000})
        page.locator(".adder form .primary").click()
        page.locator(".code", has_text="413").wait_for()
        assert violations(page, "413") == []

        page.goto(here)
        page.keyboard.press("a")
        page.locator(".card .state-word").wait_for()
        page.keyboard.press("r")
        page.locator(".reasons button").first.wait_for()
        assert violations(page, "reasons") == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert violations(page, "keys") == []
        page.keyboard.press("Escape")
        page.keyboard.press("f")
        page.keyboard.press("r")
        page.keyboard.press("1")
        page.locator(".finding-card .state-word").wait_for()
        page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
        assert violations(page, "all unfolded") == []


def test_operations_without_any_work_says_so(settings: Settings, address: str, browser: Any) -> None:
    with visiting(browser, address, color_scheme="dark") as page:
        page.goto("/desk/sign-in")
        page.locator("#token").fill(token(settings, "operator"))
        page.keyboard.press("Enter")
        page.get_by_text("No job was given up.").wait_for()
        page.get_by_text("No material failed.").wait_for()
        assert violations(page, "operations") == []
