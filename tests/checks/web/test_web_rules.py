"""Rules of our own about web pages, without a browser: each finds its fault, and is silent once it is mended."""

import pytest

from checks.web.catalogue import all_checks
from checks.web.examine import examine
from checks.web.page import from_markup
from checks.web.rules import media
from config.settings import Settings

NO_BROWSER = Settings(browser=False)


def page(body: str, head: str = "<title>Breuken vergelijken</title>", lang: str = 'lang="nl"') -> str:
    return f"<!DOCTYPE html><html {lang}><head>{head}</head><body>{body}</body></html>"


def found(text: str) -> set[str]:
    return {hit.check for hit in examine(text, "les.html", NO_BROWSER).hits}


TABLE = "<table><caption>Tijden</caption><tr><th>Dag</th><th>Open</th></tr><tr><td>ma</td><td>9 uur</td></tr></table>"
PAIRS = [
    ("image-alt", '<img src="a.png">', '<img src="a.png" alt="Een molen bij een sloot">'),
    ("image-alt-quality", '<img src="a.png" alt="a.png">', '<img src="a.png" alt="Een molen bij een sloot">'),
    ("image-decorative-conflict", '<img src="a.png" role="presentation" alt="Rand">', '<img src="a.png" role="presentation" alt="">'),
    ("image-spacer", '<img src="spacer.gif" width="90" height="1" alt="">', '<img src="lijn.png" width="90" height="40" alt="">'),
    ("link-name", '<a href="b.html"></a>', '<a href="b.html">Hoofdstuk 2</a>'),
    ("link-text", '<p><a href="b.html">klik hier</a> voor hoofdstuk 2</p>', '<p><a href="b.html">Hoofdstuk 2 van de les</a></p>'),
    ("link-file-type", '<a href="les.pdf">Werkblad breuken</a>', '<a href="les.pdf">Werkblad breuken (pdf, 1 MB)</a>'),
    ("link-new-window", '<a href="b.html" target="_blank">Oefening</a>', '<a href="b.html" target="_blank">Oefening (opent in nieuw venster)</a>'),
    ("link-same-text", '<p><a href="https://a.nl/x">Les</a></p><p><a href="https://b.nl/y">Les</a></p>', '<p><a href="https://a.nl/x">Les</a></p><p><a href="https://a.nl/x">Les</a></p>'),
    ("link-nowhere", '<a href="#">Verder</a>', '<a href="#deel">Verder</a><p id="deel">Deel</p>'),
    ("dead-internal-link", '<a href="#weg">Verder lezen</a>', '<a href="#deel">Verder lezen</a><p id="deel">Deel</p>'),
    ("link-adjacent", '<p><a href="b.html">Een</a> <a href="b.html">Twee</a></p>', '<p><a href="b.html">Een</a> <a href="c.html">Twee</a></p>'),
    ("headings-order", "<h1>Les</h1><h3>Deel</h3>", "<h1>Les</h1><h2>Deel</h2>"),
    ("heading-empty", "<h1>Les</h1><h2></h2>", "<h1>Les</h1><h2>Deel</h2>"),
    ("heading-fake", "<p><b>Wat is een breuk</b></p><p>Een breuk is een deel van een geheel, zoals een half.</p>", "<h2>Wat is een breuk</h2><p>Een breuk is een deel van een geheel, zoals een half.</p>"),
    ("list-fake", "<p>- appel<br>- peer<br>- banaan</p>", "<ul><li>appel</li><li>peer</li></ul>"),
    ("listitem", "<div><li>appel</li></div>", "<ul><li>appel</li></ul>"),
    ("table-header-empty", TABLE.replace("Open", ""), TABLE),
    ("table-nested", TABLE.replace("9 uur", "<table><tr><td>x</td></tr></table>"), TABLE),
    ("table-empty", "<table><tr></tr></table>", TABLE),
    ("table-header-only", "<table><tr><th>Dag</th><th>Open</th></tr><tr><td>ma</td></tr></table>", TABLE),
    ("label", '<form><input type="text"></form>', '<form><label>Naam <input type="text"></label></form>'),
    ("label-empty", '<label for="a"></label><input id="a" type="text" title="Naam">', '<label for="a">Naam</label><input id="a" type="text">'),
    ("label-duplicate", '<label>Naam <input></label><label>Naam <input></label>', '<label>Naam <input></label><label>Straat <input></label>'),
    ("label-descriptive", "<label>Menu <input></label>", "<label>Voornaam <input></label>"),
    ("fieldset-legend", "<fieldset><label>Ja <input type=radio></label></fieldset>", "<fieldset><legend>Klopt het?</legend><label>Ja <input type=radio></label></fieldset>"),
    ("button-name", "<button></button>", "<button>Nakijken</button>"),
    ("error-unclear", "<form><p>Ongeldige invoer.</p><label>Leeftijd <input></label><label>Naam <input></label></form>", "<form><p>Leeftijd is ongeldig: vul een getal in tussen 4 en 18, bijvoorbeeld 10.</p><label>Leeftijd <input></label><label>Naam <input></label></form>"),
    ("fake-button", '<div class="button">Start de quiz</div>', "<button>Start de quiz</button>"),
    ("tabindex", '<a href="b.html" tabindex="3">Les</a>', '<a href="b.html" tabindex="0">Les</a>'),
    ("frame-title", '<iframe src="x.html"></iframe>', '<iframe src="x.html" title="Kaart van Utrecht"></iframe>'),
    ("media-captions", '<video controls src="v.mp4"></video>', '<video controls src="v.mp4"><track kind="captions" src="v.vtt"></video>'),
    ("audio-transcript", '<audio controls src="a.mp3"></audio>', '<audio controls src="a.mp3"></audio><a href="t.html">Uitgeschreven tekst</a>'),
    ("autoplay", '<audio autoplay src="a.mp3"></audio>', '<audio autoplay controls src="a.mp3"></audio>'),
    ("duplicate-id", '<p id="a">x</p><p id="a">y</p>', '<p id="a">x</p><p id="b">y</p>'),
    ("element-obsolete", "<center>Let op</center>", "<p>Let op</p>"),
    ("text-spacing", '<p style="line-height: 1 !important">Een<br>twee</p>', '<p style="line-height: 1.6 !important">Een<br>twee</p>'),
    ("text-spacing", '<p style="line-height: 1 !important">Een<br>twee</p>', '<p style="line-height: 1 !important">Een regel</p>'),
    ("autocomplete-valid", '<label>Straat <input autocomplete="straat"></label>', '<label>Straat <input autocomplete="billing address-line1"></label>'),
    ("input-image-alt-quality", '<label>Zoek <input type="image" src="z.png"></label>', '<label>Zoek <input type="image" src="z.png" alt="Zoek"></label>'),
    ("input-image-alt", '<input type="image" src="z.png">', '<label>Zoek <input type="image" src="z.png"></label>'),
    ("button-name", "<button></button>", "<label>Zoek <button></button></label>"),
    ("blink", "<blink>Let op</blink>", "<p hidden><blink>Let op</blink></p>"),
    ("text-direction", "<p>שלום לכולם כאן</p>", '<p dir="rtl" lang="he">שלום לכולם כאן</p>'),
    ("passage-language", '<p><span lang="fr">The book of the school is on the table with the pens</span></p>', '<p><span lang="en">The book of the school is on the table with the pens</span></p>'),
    ("bypass", "<nav><a href=a.html>Een</a></nav><div><p>De inhoud van de les staat hier.</p></div>", "<nav><a href=a.html>Een</a></nav><main><p>De inhoud van de les staat hier.</p></main>"),
    ("aria-prohibited-attr", '<p aria-label="x">Tekst</p>', "<p>Tekst</p>"),
    ("color-only", "<p>De rode woorden zijn fout, de andere goed.</p>", "<p>De woorden met een kruis zijn fout.</p>"),
    ("valid-lang", '<div lang="xx-onzin"><p>De school</p></div>', '<div lang="xx-onzin"><p lang="nl">De school</p></div>'),
    ("meta-refresh", '<meta http-equiv="refresh" content="9">', '<meta http-equiv="refresh" content="0"><meta http-equiv="refresh" content="9">'),
]  # fmt: skip


@pytest.mark.parametrize(("check", "faulty", "mended"), PAIRS, ids=[p[0] for p in PAIRS])
def test_a_fault_is_found_and_its_mended_twin_is_left_alone(check: str, faulty: str, mended: str) -> None:
    assert check in found(page(faulty))
    assert check not in found(page(mended))


HEADS = [
    ("document-title", "", 'lang="nl"'),
    ("html-has-lang", "<title>Les</title>", ""),
    ("html-lang-valid", "<title>Les</title>", 'lang="nederlands"'),
    ("document-language", "<title>Les</title>", 'lang="en"'),
    ("meta-viewport", '<title>Les</title><meta name="viewport" content="user-scalable=no">', 'lang="nl"'),
    ("meta-refresh", '<title>Les</title><meta http-equiv="refresh" content="9; url=b.html">', 'lang="nl"'),
]


@pytest.mark.parametrize(("check", "head", "lang"), HEADS)
def test_what_the_head_of_a_page_lacks(check: str, head: str, lang: str) -> None:
    body = "<p>Een breuk is een deel van een geheel en je kunt breuken ook bij elkaar optellen als dat moet.</p>"
    assert check in found(page(body, head, lang))
    assert check not in found(page(body))


def test_a_sound_lesson_has_no_findings() -> None:
    body = """<main><h1>Breuken vergelijken</h1><p>In deze les vergelijk je breuken.</p>
      <img src="taart.png" alt="Een taart in vier stukken, waarvan er een weg is"><h2>Oefenen</h2>
      <ol><li>Welke breuk is groter?</li><li>Waarom?</li></ol></main>"""
    assert found(page(body)) == set()


def test_one_problem_is_one_finding() -> None:
    """A link with nothing in it but a picture without a text: one cause, told once, with both its clauses."""
    hits = examine(page('<a href="b.html"><img src="a.png"></a>'), "les.html", NO_BROWSER).hits
    assert [h.check for h in hits] == ["link-name"]
    assert hits[0].standard is not None
    assert {"WCAG 2.2 1.1.1", "WCAG 2.2 2.4.4"} <= set(hits[0].standard)


def test_every_hit_has_its_words_in_the_catalogue() -> None:
    text = page("".join(p[1] for p in PAIRS))
    for hit in examine(text, "les.html", NO_BROWSER).hits:
        said = all_checks()[hit.check].finding(message=hit.message, **hit.values)  # type: ignore[arg-type]
        assert "{" not in said.message + said.message_en


def test_any_bytes_are_a_page() -> None:
    for text in (
        "",
        "\0",
        "<" * 5000,
        "<p>" * 3000,
        "<table>" * 400,
        '<a href="http://[">x</a>',
        "<p style='line-height:'>",
    ):
        examine(text, "x.html", NO_BROWSER)


def test_a_thing_that_has_a_colour_itself_is_for_a_person_to_judge() -> None:
    candle = page("<p>De rode kaars is na vier uur op, en de groene kaars is dan nog lang.</p>")
    hits = examine(candle, "les.html", NO_BROWSER).hits
    assert {h.certainty for h in hits if h.check == "color-only"} == {"to-be-judged"}


@pytest.mark.parametrize(("fragment", "told"), [("#t=25", False), ("#t=2", True), ("#t=8,10", False), ("", True)])
def test_only_the_part_of_a_sound_that_plays_counts(fragment: str, told: bool) -> None:
    seen = from_markup(page(f'<audio autoplay src="a.mp3{fragment}"></audio>'))
    seen.all("audio")[0].facts["media"] = {"duration": 26.5, "sound": True, "muted": False}
    assert bool(list(media.autoplay(seen))) is told
