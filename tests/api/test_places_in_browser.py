"""From a finding to its place with one key, in real files that a worker enriched: a text, slides, a PDF and a page."""

import importlib
from typing import Any

import pytest
from api_makers import token
from material_files import FILES, worked_through
from test_desk_in_browser import address, browser, sign_in, visiting

from config.settings import Settings

__all__ = ["address", "browser"]
pytestmark = importlib.import_module("test_desk_in_browser").pytestmark
ARRIVED = """() => {
  const card = document.activeElement;
  const box = (e) => e.getBoundingClientRect();
  const seen = (e) => box(e).top >= 0 && box(e).bottom <= innerHeight && box(e).width > 0;
  const shot = card.querySelector("[data-shot][open] svg");
  if (shot && seen(shot)) return "picture";
  const anchor = document.getElementById(card.querySelector("[data-passage]").dataset.passage);
  if (!anchor) return "";
  if (anchor.id === "text") return "whole";
  const mark = anchor.nextElementSibling?.matches("mark") ? anchor.nextElementSibling : null;
  if (mark && box(mark).height > innerHeight / 2) return "passage";
  return seen(mark || anchor.parentElement.closest("p, h2, h3, h4, h5, h6") || anchor)
    ? (mark ? `passage: ${mark.innerText}` : anchor.matches(".page-mark") ? anchor.innerText.trim() : "passage") : "";
}"""
WANTED = {
    "les.docx": {"image-alt": "passage: Kijk naar dit blad.", "repeated-word": "passage: de de"},
    "les.pptx": {"slide-title": "passage", "image-alt-quality": "slide 7"},
    "les.pdf": {"contrast": "picture"},
    "les.html": {"label": "picture", "link-text-alone": "picture"},
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_finding_is_reached_with_j_and_leads_to_its_place_with_e(
    settings: Settings, address: str, browser: Any, name: str, width: int
) -> None:
    material = worked_through(settings, address, name, FILES[name]())
    with visiting(browser, address, viewport={"width": width, "height": 700}, reduced_motion="reduce") as page:
        sign_in(page, token(settings, "curator"))
        page.goto(f"/desk/materials/{material}")
        every = page.locator(".finding-card").evaluate_all("cards => cards.map(card => card.id)")
        page.keyboard.press("f")
        reached = {}
        for _ in every:
            card = page.evaluate("document.activeElement.id")
            page.keyboard.press("e")
            said = page.wait_for_function(ARRIVED, timeout=20_000).json_value()
            check = page.evaluate("document.activeElement.dataset.check")
            reached[card] = (check, said)
            page.keyboard.press("j")
        assert list(reached) == every
        told: dict[str, str] = {}
        for check, said in reached.values():
            told.setdefault(check, said)
        for check, place in WANTED[name].items():
            assert told[check].startswith(place), (check, told)
        # Nothing that a card holds sticks out of it, with its picture unfolded too.
        assert page.evaluate("document.documentElement.scrollWidth") == width
        wider = page.locator(".finding-card").evaluate_all(
            "(cards, right) => cards.map(card => card.getBoundingClientRect().right).filter(at => at > right)", width
        )
        assert wider == []
