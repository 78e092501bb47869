"""Text in the codings of mainframes is read, and no other text is taken for it."""

import io

import pytest

from documents.encoding import decode, looks_binary
from documents.errors import ReadError
from documents.inside import read_open
from documents.limits import Limits
from documents.mainframe import is_mainframe

LESSON = (
    "# De waterkringloop\n\nWater verdampt uit zee [zie bron 1] door de warmte van de zon! Hoog in de lucht koelt "
    "de damp af: er ontstaan wolken.\nEén vraag: waar blijft het water van een plas?\n"
)
OTHERS = {
    "cp1252": LESSON,
    "cp1251": "Вода испаряется из морей и рек под действием солнца и поднимается вверх. " * 3,
    "koi8-r": "Вода испаряется из морей и рек под действием солнца и поднимается вверх. " * 3,
    "cp1253": "Το νερό εξατμίζεται από τη θάλασσα και ανεβαίνει στον ουρανό ως υδρατμός. " * 3,
    "cp1256": "يتبخر الماء من البحار والأنهار بحرارة الشمس ويصعد إلى السماء بخارا. " * 3,
    "shift_jis": "水は太陽の熱で海や川から蒸発し、空へ上がって雲になります。" * 4,
    "gb18030": "水在太阳的热量下从海洋和河流中蒸发,升到空中变成云。" * 4,
    "utf-8": "@@@@ een adres is naam@school.nl of @naam of @school, en @ staat los. " * 3,
    "utf-16": LESSON,
}


@pytest.mark.parametrize("codec", ["cp037", "cp500", "cp1047"])
@pytest.mark.parametrize("end", ["\x85", "\n", "\r\n"])
def test_a_lesson_from_a_mainframe_is_read(codec: str, end: str) -> None:
    text = LESSON.replace("\n", end)
    if codec == "cp1047":
        data = text.encode("cp037").translate(bytes.maketrans(b"\xba\xbb", b"\xad\xbd"))
    else:
        data = text.encode(codec)
    assert not looks_binary(data)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.replaced) == (LESSON, codec, 0)
    document = read_open(io.BytesIO(data), "les.txt", Limits())
    assert "zee [zie bron 1] door de warmte van de zon!" in document.text


def test_a_web_page_from_a_mainframe_is_a_web_page() -> None:
    page = f"<html lang='nl'><head><title>Water</title></head><body><h1>Water</h1><p>{LESSON[22:]}</p></body></html>"
    document = read_open(io.BytesIO(page.encode("cp037")), "les.html", Limits())
    assert (document.format, document.title) == ("html", "Water")


def test_records_without_ends_of_lines_are_lines() -> None:
    lines = ["Water verdampt door de zon", "en stijgt op naar de lucht", "waar het een wolk wordt"]
    data = "".join(line.ljust(80) for line in lines).encode("cp037")
    assert decode(data).text == "\n".join(lines)


@pytest.mark.parametrize("codec", OTHERS)
def test_other_text_is_no_mainframe_text(codec: str) -> None:
    assert not is_mainframe(OTHERS[codec].encode(codec))


def test_noise_is_no_mainframe_text() -> None:
    assert not is_mainframe(bytes(range(256)) * 20)
    assert not is_mainframe(b"\x40" * 400)


def test_a_document_of_displaywrite_is_named_when_it_is_refused() -> None:
    head = bytes.fromhex("0005e103000020e2050001510100000000")
    with pytest.raises(ReadError, match="DisplayWrite"):
        read_open(io.BytesIO(head + "Sluwe Sjaantje".encode("cp037") * 9), "les.doc", Limits())
