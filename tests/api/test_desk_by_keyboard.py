"""Every page with the keyboard alone: where the focus goes, that it can be seen, and that nothing holds it."""

import importlib
import re
from pathlib import Path
from typing import Any

from api_makers import enriched, token
from test_desk_in_browser import address, browser, card_of, sign_in, visiting

from config.settings import Settings

__all__ = ["address", "browser"]
pytestmark = importlib.import_module("test_desk_in_browser").pytestmark
API = Path(__file__).parent.parent.parent / "api"
# What has the focus: its place in the document, and whether an outline shows it, its own or that of the row around it.
# The browser itself shows which part of a date has it.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = at.matches("input[type=date]") || [at, at.closest(".row")].some((e) => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
  const box = at.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  return { order: all.indexOf(at), ring, inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
           name: `${at.tagName} ${at.id} ${(at.getAttribute("aria-label") || at.innerText || at.name || "").slice(0, 40)}` };
}"""  # noqa: E501
PAGES = (
    "/desk", "/desk/materials/{material}", "/desk/materials/{material}/report", "/desk/reports", "/desk/operations",
    "/desk/checks?q=alt", "/desk/materials/{material}/add/subject", "/desk/nergens",
)  # fmt: skip


def test_tab_goes_through_every_page_in_order_with_a_focus_that_shows(
    settings: Settings, address: str, browser: Any
) -> None:
    material = enriched(settings)
    with visiting(browser, address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as page:
        sign_in(page, token(settings, "admin"))
        for path in PAGES:
            page.goto(path.format(material=material))
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip", path
            before = -1
            for _ in range(400):
                found = page.evaluate(FOCUSED)
                if found is None or found["order"] < before:
                    break  # out of the page and round again: nothing held it
                assert found["ring"], (path, found)
                assert found["inside"], (path, found)
                before = found["order"]  # the same again for a field of several parts, such as a date
                page.keyboard.press("Tab")
            else:
                raise AssertionError(f"{path} never lets go of the focus")
            assert before > 5, path
            page.goto(path.format(material=material))
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main", path


def test_keys_are_letters_while_one_types_and_dialogs_give_the_focus_back(
    settings: Settings, address: str, browser: Any
) -> None:
    from playwright.sync_api import expect

    material = enriched(settings)
    with visiting(browser, address) as page:
        sign_in(page, token(settings, "curator"))
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.innerText") == "Fotosynthese in de klas"
        page.keyboard.press("/")
        page.keyboard.type("jak?")
        assert page.locator("#q").input_value() == "jak?"
        expect(page.locator("#help")).to_be_hidden()

        page.goto(f"/desk/materials/{material}")
        first = card_of(page, "subject")
        assert "here" in first.get_attribute("class").split()  # what the keys are about can be seen before any key
        page.keyboard.press("j")
        expect(first).to_be_focused()
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        page.keyboard.press("a")
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
        expect(first).to_be_focused()
        page.keyboard.press("v")
        expect(first.get_by_role("combobox")).to_be_focused()
        page.keyboard.type("advise")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(first).to_be_focused()
        page.keyboard.press("r")
        expect(first.locator(".reasons button").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(first).to_be_focused()
        assert page.locator("[data-card] .state-word").count() == 0

        page.keyboard.press("?")
        page.locator("#keys-on").uncheck()
        page.get_by_role("button", name="Close").press("Enter")
        page.keyboard.press("d")
        page.keyboard.press("k")
        expect(first).to_be_focused()
        assert page.locator("[data-card] .state-word").count() == 0


def test_evidence_stands_beside_a_suggestion_and_its_passage_comes_into_sight(
    settings: Settings, address: str, browser: Any
) -> None:
    from api_makers import LESSON

    text = "\n\n".join(f"Alinea {n} over planten en licht." for n in range(150)) + "\n\n" + LESSON
    material = enriched(settings, text=text)
    with visiting(browser, address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as page:
        sign_in(page, token(settings, "curator"))
        page.goto(f"/desk/materials/{material}")
        level = card_of(page, "level")
        for _ in range(2):
            page.keyboard.press("j")
        assert level.locator(".reason").inner_text() == "The text says so itself."
        assert level.locator("q").inner_text() == "havo 3"
        mark = page.locator("mark.lit")
        assert mark.inner_text() == "havo 3"
        box = mark.bounding_box()
        assert 0 < box["y"] < 900 - box["height"]
        seen = page.locator(".card[data-card]").evaluate_all(
            "cards => cards.filter(c => c.getBoundingClientRect().bottom <= innerHeight).length"
        )
        assert seen == 5  # every suggestion of this lesson, without scrolling


def test_every_key_is_on_the_help_of_a_page_that_has_it() -> None:
    script = (API / "static/desk.js").read_text()
    block = script[script.index("const keys = {") : script.index('document.addEventListener("keydown"')]
    made = set(re.findall(r'^    "?(.)"?: ', block, re.M))
    told: set[str] = set()
    for name in ("material", "queue"):
        page = (API / f"templates/desk/{name}.html").read_text()
        told |= set(re.findall(r'\("(\S+?)", _\(', page[page.index("{% set keys") :]))
    assert told - {"1", "Enter"} == made
