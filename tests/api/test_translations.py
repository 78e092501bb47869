"""A Dutch curator never meets an English sentence: every text of the desk and the API has its Dutch twin."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

API = Path(__file__).parent.parent.parent / "api"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]


def test_every_text_has_a_dutch_one_and_keeps_its_placeholders() -> None:
    with (API / "locale/nl/LC_MESSAGES/desk.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    wanted = {
        (text if isinstance(text, str) else text[0])
        for _file, _line, text, _comments, _context in extract_from_dir(API, METHODS, keywords=KEYWORDS)  # type: ignore[arg-type]
    }
    assert len(wanted) > 200
    translated = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue if m.id and m.string}
    assert wanted - set(translated) == set()
    assert [error for message in translated.values() for error in message.check(catalogue)] == []
