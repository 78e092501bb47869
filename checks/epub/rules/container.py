"""The package as a zip: the marks of an e-book, names that every system can write, what container.xml points to."""

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub.engine import CONTAINER, Book
from checks.epub.fault import Fault, fault, rule
from checks.epub.grammar import double_ids
from checks.epub.media import is_font
from checks.epub.tables.package import BOX

if TYPE_CHECKING:
    from lxml.etree import _Element

_MIMETYPE = b"application/epub+zip"
_PACKAGE = "application/oebps-package+xml"
_BAD = re.compile("[\"*:<>?\\\\|\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff"
                  "\U000f0000-\U0010ffff]")  # fmt: skip
_ENCRYPTION, _SIGNATURES = "META-INF/encryption.xml", "META-INF/signatures.xml"
_FONT_HIDING = "http://www.idpf.org/2008/embedding"


def find(book: Book) -> Iterator[Fault]:
    yield from _mimetype(book)
    yield from _names(book)
    yield from _container(book)
    yield from _encryption(book)
    yield from _signatures(book)


def _mimetype(book: Book) -> Iterator[Fault]:
    entries = book.archive.order
    if "mimetype" not in book.archive or entries[0].filename != "mimetype":
        yield Fault("PKG-006", "het bestand mimetype ontbreekt of staat niet vooraan",
                    "the file mimetype is missing or not the first", "mimetype")  # fmt: skip
        return
    if entries[0].extra:
        yield Fault("PKG-005", "het bestand mimetype heeft een extra veld", "the file mimetype has an extra field",
                    "mimetype")  # fmt: skip
    if book.archive.read("mimetype", 1000) != _MIMETYPE or entries[0].compress_type != zipfile.ZIP_STORED:
        yield Fault("PKG-007", "het bestand mimetype bevat iets anders of is ingepakt",
                    "the file mimetype says something else or is compressed", "mimetype")  # fmt: skip


def _names(book: Book) -> Iterator[Fault]:
    ending = book.name.rsplit(".", 1)[-1]
    if ending.lower() == "epub" and ending != "epub":
        yield Fault("PKG-016", "de naam eindigt niet op .epub in kleine letters",
                    "the name does not end in .epub in small letters", book.name)  # fmt: skip
    names = [entry.filename for entry in book.archive.order]
    same = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    held = {name.rsplit("/", 1)[0] + "/" for name in names if "/" in name.rstrip("/") and not name.endswith("/")}
    for name in names:
        if name.endswith("/"):
            if not any(one.startswith(name) for one in held):
                yield Fault("PKG-014", f"de map {name} is leeg", f"the folder {name} is empty", name)
            continue
        last = name.rsplit("/", 1)[-1]
        if _BAD.search(name):
            yield Fault("PKG-009", f"{name!r} heeft tekens die niet overal kunnen",
                        f"{name!r} has characters that some systems do not allow", name)  # fmt: skip
        if last.endswith("."):
            yield Fault("PKG-011", f"{name} eindigt op een punt", f"{name} ends in a full stop", name)
        if any(c.isspace() for c in name):
            yield Fault("PKG-010", f"spaties in een naam: {name}", f"spaces in a name: {name}", name)
        if same[unicodedata.normalize("NFC", name).casefold()] > 1:
            yield Fault("OPF-060", f"{name} verschilt alleen in hoofdletters van een ander bestand",
                        f"{name} differs from another file in capitals only", name)  # fmt: skip


def _container(book: Book) -> Iterator[Fault]:
    if CONTAINER not in book.archive:
        yield Fault("RSC-002", "META-INF/container.xml ontbreekt", "META-INF/container.xml is missing", CONTAINER)
        return
    file = book.file(CONTAINER)
    if file.root is None:
        yield Fault("RSC-016", "container.xml is geen goede XML", "container.xml is not sound XML", CONTAINER)
        return
    if not book.old:
        yield from BOX.check(file.root, CONTAINER)
    packages = []
    for entry in file.root.iter("{*}rootfile"):
        path = entry.get("full-path")
        if path is None:
            yield Fault("OPF-016", "bij rootfile ontbreekt full-path", "rootfile lacks full-path", CONTAINER, entry)
        elif not path.strip():
            yield Fault("OPF-017", "full-path van rootfile is leeg", "full-path of rootfile is empty", CONTAINER, entry)
        elif entry.get("media-type") == _PACKAGE:
            packages.append(path)
        elif not book.old:
            yield Fault("RSC-005", "rootfile noemt een andere soort dan een e-boek",
                        "rootfile names another type than an e-book", CONTAINER, entry)  # fmt: skip
    if not packages:
        yield Fault("RSC-003", "container.xml noemt geen e-boek", "container.xml names no e-book", CONTAINER)
    for path in packages:
        if path not in book.archive:
            yield Fault("OPF-002", f"{path} ontbreekt", f"{path} is missing", CONTAINER)
    if len(packages) > 1:
        if book.old:
            yield Fault("PKG-013", "er zijn meer uitvoeringen van het boek", "there are several renditions of the book",
                        CONTAINER)  # fmt: skip
        elif "META-INF/metadata.xml" not in book.archive:
            yield Fault("RSC-019", "META-INF/metadata.xml ontbreekt", "META-INF/metadata.xml is missing", CONTAINER)


def _encryption(book: Book) -> Iterator[Fault]:
    if _ENCRYPTION not in book.archive:
        return
    root = book.file(_ENCRYPTION).root
    if root is None:
        yield Fault("RSC-016", "encryption.xml is geen goede XML", "encryption.xml is not sound XML", _ENCRYPTION)
        return
    if book.old:
        return
    if str(root.tag).rsplit("}", 1)[-1] != "encryption":
        yield fault("buitenste element", "outermost element", str(root.tag).rsplit("}", 1)[-1], _ENCRYPTION, root)
    yield from double_ids(root, _ENCRYPTION, "Id")
    kids = [str(kid.tag).rsplit("}", 1)[-1] for kid in root.iterchildren("*")]
    if not kids or set(kids) - {"EncryptedData", "EncryptedKey"}:
        yield Fault("RSC-005", "encryption.xml noemt iets anders dan versleutelde bestanden",
                    "encryption.xml names something else than encrypted files", _ENCRYPTION, root)  # fmt: skip
    for packed in root.iter("{http://www.idpf.org/2016/encryption#compression}Compression"):
        if packed.get("Method") not in ("0", "8") or not (packed.get("OriginalLength") or "").isdigit():
            yield Fault("RSC-005", "Compression heeft waarden die niet kunnen", "Compression has impossible values",
                        _ENCRYPTION, packed)  # fmt: skip
    for data in root.iter("{*}EncryptedData"):
        if any(m.get("Algorithm") == _FONT_HIDING for m in data.iter("{*}EncryptionMethod")):
            yield from _hidden(book, data)


def _hidden(book: Book, data: "_Element") -> Iterator[Fault]:
    for reference in data.iter("{*}CipherReference"):
        item = book.listed.get(reference.get("URI") or "")
        if item is not None and not is_font(item.type):
            yield Fault("PKG-026", f"{item.path} is verborgen en geen lettertype", f"{item.path} is hidden and no font",
                        _ENCRYPTION, reference)  # fmt: skip


def _signatures(book: Book) -> Iterator[Fault]:
    if _SIGNATURES not in book.archive or book.old:
        return
    root = book.file(_SIGNATURES).root
    if root is None:
        yield Fault("RSC-016", "signatures.xml is geen goede XML", "signatures.xml is not sound XML", _SIGNATURES)
    elif str(root.tag).rsplit("}", 1)[-1] != "signatures":
        yield fault("buitenste element", "outermost element", str(root.tag).rsplit("}", 1)[-1], _SIGNATURES, root)
    else:
        for kid in root.iterchildren("*"):
            if str(kid.tag) != "{http://www.w3.org/2000/09/xmldsig#}Signature":
                yield fault("in signatures", "inside signatures", str(kid.tag).rsplit("}", 1)[-1], _SIGNATURES, kid)


RULE = rule(find)
