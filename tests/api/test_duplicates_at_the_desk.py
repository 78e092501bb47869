"""A material that is like another: told at the desk with what differs, and to a platform only about its own."""

from api_makers import LESSON, enriched, platform_token, read_lesson, token
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk.comparing import differences, marked
from config.settings import Settings
from documents.fingerprint import fingerprint
from store import duplicates
from store.database import session

CHANGED = LESSON.replace("tel de belletjes per minuut", "tel de belletjes in vijf minuten")


def two_alike(settings: Settings) -> tuple[str, str]:
    made = []
    for platform, text in (("Lessenbank", LESSON), ("Wikiplein", CHANGED)):
        material = enriched(settings, platform, text=text)
        with session(settings) as db:
            duplicates.remember(db, material, fingerprint(read_lesson(settings.home / "made", text)))
        made.append(material)
    return made[0], made[1]


def test_the_desk_shows_what_differs(settings: Settings) -> None:
    first, second = two_alike(settings)
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        here = {"origin": "http://127.0.0.1"}
        client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=here)
        assert f"/desk/materials/{second}/compare/{first}" in client.get(f"/desk/materials/{second}").text
        page = client.get(f"/desk/materials/{second}/compare/{first}", headers={"accept-language": "nl"}).text
        assert "<ins>Zet een takje waterpest in een glas en tel de belletjes <strong>in vijf minuten" in page
        assert "<del>Zet een takje waterpest in een glas en tel de belletjes <strong>per minuut" in page
        assert client.get(f"/desk/materials/{second}/compare/{second}").status_code == 404


def test_a_platform_hears_of_no_other_platforms_materials(settings: Settings) -> None:
    _, second = two_alike(settings)
    _, secret = platform_token(settings, "Wikiplein")
    curator = token(settings, "curator")
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        at = f"/api/v1/materials/{second}/duplicates"
        assert client.get(at, headers={"authorization": f"Bearer {secret}"}).json()["items"] == []
        (item,) = client.get(at, headers={"authorization": f"Bearer {curator}"}).json()["items"]
        assert (item["kind"], item["source"]) == ("near", "fotosynthese.md")


def test_other_line_breaks_are_no_difference() -> None:
    assert differences(["Een twee drie.", "Vier vijf."], ["Een twee", "drie. Vier – vijf"]) == []
    assert differences(["Een", "twee", "drie"], ["Een", "drie"]) == [(["twee"], [])]


def test_words_that_differ_stand_out_where_lines_are_alike() -> None:
    assert marked(["Sara eet een taart.", "Klaar."], ["Noor eet een taart.", "Klaar."]) == (
        [[("Sara", True), ("eet een taart.", False)], [("Klaar.", False)]],
        [[("Noor", True), ("eet een taart.", False)], [("Klaar.", False)]],
    )
    assert marked(["Iets geheel anders"], ["Niets"]) == ([[("Iets geheel anders", False)]], [[("Niets", False)]])
    assert marked(["Weg"], []) == ([[("Weg", False)]], [])
