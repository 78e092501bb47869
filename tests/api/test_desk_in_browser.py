"""A curator's morning at the desk, in a real browser against a real server."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from api_makers import LESSON, enriched, level, subject, token

import exchange
from api.app import create_app
from config.settings import Settings
from schemas.material import Given

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here"),
]


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with serving(settings) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@contextmanager
def visiting(browser: Any, address: str, **choices: Any) -> Iterator[Any]:
    """A fresh window. A script error, a blocked resource or a server error fails the test at the end."""
    context = browser.new_context(base_url=address, **choices)
    context.set_default_timeout(60_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    refused = "the server responded with a status of 4"  # of a page that is asked for on purpose; the others below
    page.on(
        "console",
        lambda message: wrong.append(message.text) if message.type == "error" and refused not in message.text else None,
    )
    page.on(
        "response",
        lambda answer: (
            wrong.append(answer.url)
            if answer.status >= (500 if answer.request.resource_type == "document" else 400)
            else None
        ),
    )
    yield page
    context.close()
    assert wrong == []


def sign_in(page: Any, secret: str) -> None:
    page.goto("/desk")
    page.get_by_label(re.compile("token", re.I)).fill(secret)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")


def card_of(page: Any, field: str) -> Any:
    return page.locator(f"section[aria-labelledby=g-{field}] [data-card]")


def replace_by_search(page: Any, field: str, typed: str, wanted: str) -> None:
    from playwright.sync_api import expect

    page.keyboard.press("v")
    box = card_of(page, field).get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type(typed)
    expect(page.get_by_role("option", selected=True)).to_contain_text(wanted)
    page.keyboard.press("Enter")
    card_of(page, field).locator(".new", has_text=wanted).wait_for()


def test_a_curator_judges_a_material_by_keyboard_and_the_record_holds_what_they_approved(
    settings: Settings, address: str, browser: Any
) -> None:
    from playwright.sync_api import expect

    given = Given(description="Een les over hoe planten suiker maken.", licence="cc-by-40", language="nl")
    material = enriched(settings, given=given)
    secret = token(settings, "curator")
    with visiting(browser, address) as page:
        sign_in(page, secret)
        page.get_by_role("link", name="Fotosynthese in de klas").click()
        page.get_by_role("heading", name="Fotosynthese in de klas", level=1).wait_for()

        page.keyboard.press("j")
        assert card_of(page, "subject").evaluate("card => card === document.activeElement")
        replace_by_search(page, "subject", "biolog", "Biology")
        page.keyboard.press("u")
        card_of(page, "subject").locator(".band").wait_for()
        assert card_of(page, "subject").get_by_role("heading").inner_text() == "Physics"
        replace_by_search(page, "subject", "biolog", "Biology")

        for field in ("level", "title"):  # what was decided with a key leads on to the next
            expect(card_of(page, field)).to_be_focused()
            page.keyboard.press("a")
            card_of(page, field).locator(".state-word").wait_for()
        page.get_by_role("status").filter(has_text="Accepted: Fotosynthese in de klas").wait_for()

        page.get_by_role("button", name=re.compile("Add a value ?: Size")).click()
        page.get_by_role("combobox", name="Search: Size").wait_for()
        page.get_by_role("option", name="Lesson", exact=True).click()
        card_of(page, "aggregation_level").locator(".state-word").wait_for()
        page.wait_for_load_state()
        page.get_by_role("link", name="Access", exact=True).click()
        page.get_by_role("button", name=re.compile("Add a value ?: Access")).press("Space")
        page.get_by_role("combobox", name="Search: Access").wait_for()
        page.keyboard.type("open")
        page.get_by_role("option", name="Open access").wait_for()
        page.keyboard.press("Enter")
        card_of(page, "access_rights").locator(".state-word").wait_for()
        record = page.locator(".record").inner_text()
        assert "follows from the licence" in record
        assert "Biology" in record
        assert "Physics" not in record

    answer = httpx.get(
        f"{address}/api/v1/materials/{material}/record",
        params={"format": "nl-lom"},
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 200
    assert exchange.validate(answer.content) == []
    approved = exchange.read_nl_lom(answer.content)
    assert approved.title == "Fotosynthese in de klas"
    assert approved.description == given.description
    assert approved.language == "nl"
    assert (approved.licence, approved.cost) == ("cc-by-40", "no")
    assert (approved.aggregation_level, approved.access_rights) == ("3", "OpenAccess")
    # NL-LOM names a term by its code within the vocabulary.
    assert approved.subjects == [subject("Biologie").id.rsplit("/", 1)[-1]]
    assert approved.levels == [level("havo").id.rsplit("/", 1)[-1]]
    assert (approved.keywords, approved.goals, approved.resource_types, approved.end_user_roles) == ([], [], [], [])
    assert (approved.age_range, approved.difficulty, approved.learning_time) == (None, None, None)


def test_a_curator_filters_the_queue_rejects_with_a_reason_and_goes_on(
    settings: Settings, address: str, browser: Any
) -> None:
    from playwright.sync_api import expect

    enriched(settings, "Lessenbank")
    theirs = [enriched(settings, "Andere bank"), enriched(settings, "Andere bank")]
    with visiting(browser, address) as page:
        sign_in(page, token(settings, "curator"))
        rows = page.locator("#queue article")
        assert rows.count() == 3
        page.get_by_label("Platform").select_option(label="Andere bank")
        expect(rows).to_have_count(2)
        page.get_by_label("Gravest finding").select_option("critical")
        page.get_by_text("No material answers to this filter.").wait_for()
        page.go_back()
        expect(rows).to_have_count(2)
        rows.first.get_by_role("link").click()
        page.get_by_role("heading", name="Fotosynthese in de klas", level=1).wait_for()

        subject_card = card_of(page, "subject")
        page.keyboard.press("j")
        page.keyboard.press("r")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.value") == "too-broad"
        page.keyboard.press("Enter")
        subject_card.locator(".state-word", has_text="rejected: too broad").wait_for()
        page.keyboard.press("u")
        subject_card.locator(".band").wait_for()
        page.keyboard.press("d")
        subject_card.locator(".state-word", has_text="for later").wait_for()
        page.keyboard.press("n")
        page.wait_for_url(f"**/{theirs[1]}*")  # the other one of the same platform, not the third material


PAGES = (
    "/desk/sign-in", "/desk", "/desk/materials/{material}", "/desk/materials/{material}/report", "/desk/reports",
    "/desk/checks?q=link", "/desk/operations",
)  # fmt: skip


def each_page(page: Any, settings: Settings) -> Iterator[str]:
    """Every page as an administrator sees it, the sign-in page before they signed in."""
    material = enriched(settings)
    secret = token(settings, "admin")
    for path in PAGES:
        if path == "/desk":
            sign_in(page, secret)
        page.goto(path.format(material=material))
        yield path


@pytest.mark.parametrize(("scheme", "language"), [("light", "nl"), ("dark", "en")])
def test_every_page_can_be_used_by_everyone(
    settings: Settings, address: str, browser: Any, scheme: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visiting(browser, address, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as page:
        cookie = {"name": "verrijker_language", "value": language, "url": address}
        page.context.add_cookies([cookie])
        for path in each_page(page, settings):
            assert page.locator("html").get_attribute("lang") == language
            violations = Axe().run(page).response["violations"]
            found = [(path, v["id"], [node["target"] for node in v["nodes"]]) for v in violations]
            assert found == []
            if path.endswith("{material}"):  # the list of a combobox, and the overlay with keys
                page.keyboard.press("j")
                page.keyboard.press("v")
                page.get_by_role("option").first.wait_for()
                violations = Axe().run(page).response["violations"]
                assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []


def test_a_finding_is_dismissed_undone_and_mended_with_keys(settings: Settings, address: str, browser: Any) -> None:
    from playwright.sync_api import expect

    material = enriched(settings)
    with visiting(browser, address) as page:
        sign_in(page, token(settings, "curator"))
        page.goto(f"/desk/materials/{material}")
        first, second = (page.locator(".finding-card").nth(n) for n in (0, 1))
        page.keyboard.press("f")
        page.keyboard.press("r")
        page.keyboard.press("3")
        first.locator(".state-word", has_text="dismissed: meant to be so").wait_for()
        expect(second).to_be_focused()
        assert page.locator("#open-findings").inner_text() == "1"
        page.keyboard.press("u")
        expect(first.locator(".state-word")).to_have_count(0)
        expect(first).to_be_focused()
        page.keyboard.press("m")
        first.locator(".state-word", has_text="mended").wait_for()
        expect(second).to_be_focused()


def test_a_phone_shows_every_page_without_scrolling_sideways(settings: Settings, address: str, browser: Any) -> None:
    with visiting(browser, address, viewport={"width": 360, "height": 740}) as page:
        for path in each_page(page, settings):
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (path, wide) == (path, 360)


def test_an_open_queue_hears_of_new_materials_by_itself(settings: Settings, address: str, browser: Any) -> None:
    with visiting(browser, address) as page:
        page.clock.install()
        sign_in(page, token(settings, "curator"))
        page.get_by_text("Nothing waits for you").wait_for()
        enriched(settings)
        page.clock.run_for(30_000)
        page.get_by_role("link", name="Fotosynthese in de klas").wait_for()


def test_a_finding_in_the_text_is_underlined_and_gets_no_box(settings: Settings, address: str, browser: Any) -> None:
    material = enriched(settings)
    with visiting(browser, address) as page:
        sign_in(page, token(settings, "curator"))
        page.goto(f"/desk/materials/{material}")
        mark = page.locator("mark.finding")
        assert mark.inner_text() == "deze pagina"
        style = mark.evaluate("m => [getComputedStyle(m).borderTopWidth, getComputedStyle(m).paddingLeft]")
        assert style == ["0px", "0px"]


def test_one_key_leads_from_a_finding_to_its_place(settings: Settings, address: str, browser: Any) -> None:
    material = enriched(settings, text=LESSON + "\n\n".join(f"Alinea {n} over planten en licht." for n in range(200)))
    with visiting(browser, address, viewport={"width": 1280, "height": 500}) as page:
        sign_in(page, token(settings, "curator"))
        page.goto(f"/desk/materials/{material}")
        mark = page.locator("mark.finding")
        page.locator("#text").evaluate("side => { side.scrollTop = side.scrollHeight; }")
        assert not mark.evaluate(IN_SIGHT)
        page.keyboard.press("f")
        page.keyboard.press("e")
        page.wait_for_function(f"() => ({IN_SIGHT})(document.querySelector('mark.finding'))")
        # The page itself stays where it is: only the side with the text has moved.
        assert page.locator("header.bar").evaluate("bar => bar.getBoundingClientRect().top") == 0


IN_SIGHT = "mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
