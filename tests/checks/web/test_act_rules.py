"""Rules of W3C's ACT group whose examples we had not seen, from their definitions: failed, passed, inapplicable."""

import pytest

from checks.web import axe
from checks.web.catalogue import all_checks
from checks.web.examine import examine
from checks.web.hit import Hit
from checks.web.names import name
from checks.web.page import Page, from_markup
from checks.web.rules import keyboard
from config.settings import Settings

MENU = "<nav><a href='a.html'>Hoofdstuk 1</a> <a href='b.html'>Hoofdstuk 2</a></nav>"
HOURS = "<p>Our doors open on Monday and close on Friday, from nine in the morning until five at night.</p>"
FAILED = [
    ("aizyf1", "<p>Het verslag van de proef kun je <a href='v.html'>downloaden</a> of <a href='v.html'>meer</a> erover lezen.</p>"),
    ("b40fd1", MENU + "<div><h1>Breuken</h1><p>Een breuk is een deel van een geheel.</p></div>"),
    ("b49b2e", "<h2>Kop 1</h2><p>Een breuk is een deel van een geheel.</p>"),
    ("9bd38c", "<p>Klik op de knop rechts om verder te gaan met de les.</p><button>Verder</button>"),
    ("9bd38c", "<p>Press the round button to start the test of this week.</p><button>Go on</button>"),
    ("23a2a8", "<img src='a.png'>"),
    ("23a2a8", "<img src='a.png' alt=' '>"),
    ("c5a4ea", "<video controls src='les.mp4'></video>"),
    ("f51b46", "<video controls src='les.mp4'></video>"),
    ("eac66b", "<video controls src='les.mp4'></video>"),
    ("e7aa44", "<audio controls src='les.mp3'></audio>"),
    ("59796f", "<input type='image' src='zoek.png'>"),
    ("59796f", "<input type='image' src='zoek.png' alt=''>"),
    ("e086e5", "<p>Naam</p><input>"),
    ("e086e5", "<label>Voornaam</label><input>"),
    ("e086e5", "<select><option>Groep 7</option></select>"),
]  # fmt: skip
SOUND = [
    ("aizyf1", "<p>Lees het <a href='v.html'>verslag van de proef met zaden</a>.</p>"),
    ("b40fd1", MENU + "<main><h1>Breuken</h1><p>Een breuk is een deel van een geheel.</p></main>"),
    ("b40fd1", "<div><h1>Breuken</h1><p>Een breuk is een deel van een geheel.</p></div>"),
    ("b49b2e", "<h1>Opening hours</h1>" + HOURS),
    ("b49b2e", "<h1>Fotosynthese</h1><p>Planten maken suiker uit water, lucht en licht. Zo groeien ze zonder te eten.</p>"),
    ("b49b2e", "<h1 hidden>Weather</h1>" + HOURS),
    ("9bd38c", "<p>Klik op de knop “Verder”, rechts onder de tekst, om door te gaan.</p><button>Verder</button>"),
    ("9bd38c", "<p>Press the round button to start the test of this week.</p><button aria-label='Start (round button)'>o</button>"),
    ("9bd38c", "<p>Druk rechtsonder op start en begin met oefenen.</p>"),
    ("9bd38c", "<p>Een rond plein ligt rechts van de rivier en links staat de kerk.</p>"),
    ("23a2a8", "<img src='a.png' alt=''>"),
    ("23a2a8", "<div aria-hidden='true'><img src='a.png'></div>"),
    ("c5a4ea", "<video controls src='les.mp4'><track kind='descriptions' src='d.vtt'></video>"),
    ("c5a4ea", "<video controls src='les.mp4'></video><p><a href='t.html'>Uitgeschreven tekst van de video</a></p>"),
    ("f51b46", "<video controls src='les.mp4'><track kind='captions' src='d.vtt'></video>"),
    ("e7aa44", "<audio src='les.mp3'></audio>"),
    ("59796f", "<input type='image' src='zoek.png' alt='Zoek in de les'>"),
    ("e086e5", "<label>Voornaam <input></label>"),
    ("e086e5", "<input aria-label='Voornaam'>"),
    ("e086e5", "<input type='hidden'><input aria-label='Voornaam' disabled>"),
]  # fmt: skip


def rules(hits: list[Hit]) -> set[str]:
    """The ACT rules that sure or likely hits name."""
    infos = all_checks()
    named = (h.standard if h.standard is not None else infos[h.check].standard
             for h in hits if h.certainty != "to-be-judged")  # fmt: skip
    return {clause.removeprefix("ACT ") for standard in named for clause in standard if clause.startswith("ACT ")}


def markup(body: str) -> list[Hit]:
    text = f"<!DOCTYPE html><html lang='nl'><head><title>Breuken</title></head><body>{body}</body></html>"
    return examine(text, "les.html", Settings(browser=False)).hits


@pytest.mark.parametrize(("rule", "body"), FAILED)
def test_what_fails_a_rule_is_found(rule: str, body: str) -> None:
    assert rule in rules(markup(body))


@pytest.mark.parametrize(("rule", "body"), SOUND)
def test_what_passes_a_rule_or_falls_outside_it_is_left_alone(rule: str, body: str) -> None:
    assert rule not in rules(markup(body))


def _numbered(body: str, source: str = "") -> Page:
    page = from_markup(f"<html lang='nl'><body>{body}</body></html>")
    page.source = source or body
    return page


def _verdict(page: Page, rule: str, tag: str) -> set[str]:
    node = next(n for n in page.nodes if n.tag == tag)
    plain = {"id": rule, "nodes": [{"n": node.number, "target": "", "html": "", "data": []}]}
    return rules(list(axe.hits(page, {"violations": [plain]})))


@pytest.mark.parametrize(("role", "rule"), [("menuitem", "m6b1q3"), ("link", "c487ae"), ("button", "97a4e1")])
def test_a_nameless_control_names_the_rule_of_its_role(role: str, rule: str) -> None:
    page = _numbered(f"<div role='menu'><span role='{role}' tabindex='0'></span></div>")
    assert name(page, next(n for n in page.nodes if n.tag == "span")) == ""
    assert _verdict(page, "aria-command-name", "span") == {rule}


def test_a_page_without_main_fails_the_landmark_rule_only_when_a_menu_comes_first() -> None:
    assert "b40fd1" in _verdict(_numbered(MENU + "<div>Tekst</div>"), "landmark-one-main", "html")
    assert "b40fd1" not in _verdict(_numbered("<div>Tekst</div>"), "landmark-one-main", "html")


@pytest.mark.parametrize(
    ("advice", "expected"),
    [("", {"a1b64e", "80af7b", "ebe86a"}), ("<p>Press the M key to get out.</p>", {"a1b64e"})],
)
def test_a_trap_with_a_way_out_that_is_told_fails_standard_navigation_only(advice: str, expected: set[str]) -> None:
    page = _numbered(advice + "<button>Een</button>", "<button onkeydown='leave(event)' onblur='back()'>")
    button = next(n for n in page.nodes if n.tag == "button")
    page.probes["keys"] = {"trap": [button.number]}
    assert rules(list(keyboard.pressed(page))) == expected


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        ("<button>Harder</button>", {"c249d5"}),
        ("<label><input type='checkbox'> Disable motion</label>", set()),
        ("", {"7677a9", "c249d5"}),
    ],
)
def test_motion_needs_a_control_that_does_the_same_and_one_that_switches_it_off(
    control: str, expected: set[str]
) -> None:
    page = _numbered(f"<output>0</output>{control}")
    page.probes["window"] = ["devicemotion"]
    assert rules(list(keyboard.motion(page))) == expected
