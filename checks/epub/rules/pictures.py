"""Files that show something: pictures are whole, and of the kind that their name and the manifest say."""

from collections.abc import Iterator

from checks.epub import media
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule

_MARKS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_ENDINGS = {
    "image/jpeg": frozenset({"jpg", "jpeg", "jpe", "jif", "jfif", "jfi"}),
    "image/png": frozenset({"png"}),
    "image/gif": frozenset({"gif"}),
    "image/webp": frozenset({"webp"}),
}
_SHORTEST = 4


def find(book: Book) -> Iterator[Fault]:
    for item in book.listed.values():
        if item.type not in media.IMAGES or item.type == media.SVG or item.path not in book.archive:
            continue
        # A few bytes tell; a file that is small is looked at whole, since the archive counts what it unpacks.
        size = book.archive.size(item.path)
        if size < _SHORTEST:
            yield Fault("MED-004", f"het plaatje {item.path} is leeg", f"the picture {item.path} is empty", item.path)
            continue
        head = book.archive.head(item.path, 16)
        found = next((kind for mark, kind in _MARKS if head.startswith(mark)), None)
        ending = item.path.rsplit(".", 1)[-1].lower()
        if found is None:
            yield Fault("PKG-021", f"het plaatje {item.path} is beschadigd", f"the picture {item.path} is damaged",
                        item.path)  # fmt: skip
        elif found != item.type:
            yield Fault("OPF-029", f"{item.path} is geen {item.type}", f"{item.path} is no {item.type}", item.path)
        elif ending not in _ENDINGS[found]:
            yield Fault("PKG-022", f"de naam {item.path} past niet bij een {found}",
                        f"the name {item.path} does not suit a {found}", item.path)  # fmt: skip


RULE = rule(find)
