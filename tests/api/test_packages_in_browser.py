"""The pages of a package, one of its parts and a comparison: usable by everyone, also on a phone."""

import importlib
from collections.abc import Iterator
from typing import Any

from api_makers import token
from test_desk_in_browser import address, browser, sign_in, visiting
from test_duplicates_at_the_desk import two_alike
from test_parts_at_the_desk import enrich, package

from config.settings import Settings

__all__ = ["address", "browser"]
desk = importlib.import_module("test_desk_in_browser")
pytestmark = desk.pytestmark


def pages(page: Any, settings: Settings) -> Iterator[str]:
    document = package(settings.home / "made")
    material = enrich(settings, document)
    first, second = two_alike(settings)
    sign_in(page, token(settings, "curator"))
    for path in (material, f"{material}?part={document.parts[1].id}", second, f"{second}/compare/{first}"):
        page.goto(f"/desk/materials/{path}")
        yield path


def test_packages_and_comparisons_can_be_used_by_everyone(settings: Settings, address: str, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visiting(browser, address, color_scheme="dark", viewport={"width": 1280, "height": 900}) as page:
        for path in pages(page, settings):
            violations = Axe().run(page).response["violations"]
            assert [(path, v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []


def test_a_phone_shows_them_without_scrolling_sideways(settings: Settings, address: str, browser: Any) -> None:
    with visiting(browser, address, viewport={"width": 360, "height": 740}) as page:
        for path in pages(page, settings):
            assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 360)
