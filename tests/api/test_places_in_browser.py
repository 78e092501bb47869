"""From a finding to its place with one key, in real files that a worker enriched: a text, slides, a PDF and a page."""

import importlib
from collections.abc import Iterator
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
  if (mark && box(mark).height < innerHeight) return seen(mark) ? `passage: ${mark.innerText}` : "";
  const top = box(mark || anchor).top;
  return top >= 0 && top < innerHeight ? (anchor.matches(".page-mark") ? anchor.innerText.trim() : "passage") : "";
}"""
WANTED = {
    "les.docx": {"image-alt": "passage: Kijk naar dit blad.", "repeated-word": "passage: de de"},
    "les.pptx": {"slide-title": "passage", "image-alt-quality": "slide 7"},
    "les.pdf": {"contrast": "picture"},
    "les.html": {"label": "picture", "link-text-alone": "picture"},
}


@pytest.mark.parametrize("name", FILES)
def test_every_finding_is_reached_with_j_and_leads_to_its_place_with_e(
    settings: Settings, address: str, browser: Any, name: str
) -> None:
    material = worked_through(settings, address, name, FILES[name]())
    with visiting(browser, address, viewport={"width": 1280, "height": 700}, reduced_motion="reduce") as page:
        sign_in(page, token(settings, "curator"))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(f"/desk/materials/{material}")
            every = page.locator(".finding-card").evaluate_all("cards => cards.map(card => card.id)")
            assert list(walked(page, len(every), WANTED[name])) == every
            # Nothing that a card holds sticks out of it, with its picture unfolded too.
            assert page.evaluate("document.documentElement.scrollWidth") == width
            ends = page.locator(".finding-card").evaluate_all(
                "cards => cards.map(c => c.getBoundingClientRect().right)"
            )
            assert max(ends) <= width


def walked(page: Any, count: int, wanted: dict[str, str]) -> Iterator[str]:
    """The cards as the keys reach them; each has led to a place, and those `wanted` to the place they are about."""
    told: dict[str, str] = {}
    page.keyboard.press("f")
    for _ in range(count):
        yield page.evaluate("document.activeElement.id")
        page.keyboard.press("e")
        said = page.wait_for_function(ARRIVED).json_value()
        told.setdefault(page.evaluate("document.activeElement.dataset.check"), said)
        page.keyboard.press("j")
    assert {check: told[check].startswith(place) for check, place in wanted.items()} == dict.fromkeys(wanted, True), (
        told
    )
