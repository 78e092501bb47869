"""A whole document inside an Office document: Word's alternative chunks (HTML, MHT, RTF, text, another DOCX)."""

from dataclasses import replace

from documents.builder import Builder
from documents.errors import ReadError
from documents.marks import Mark
from documents.office.package import Package


def graft_member(package: Package, name: str, builder: Builder) -> None:
    """Writes what the reader of member `name` makes of it at this place; damage is told and costs only the member."""
    from documents.binding import read_member

    limits = builder.limits
    if name not in package.archive or limits.nesting <= 0 or name in package.grafted:
        return
    # Once: a document that shows one chunk many times could otherwise make any amount of work of it.
    package.grafted.add(name)
    within = replace(limits, text_chars=max(limits.text_chars - builder.length, 1), nesting=limits.nesting - 1)
    try:
        document = read_member(package.archive.read(name), f"{package.source.name}/{name}", within)
    except ReadError as error:
        if error.code in ("read-archive", "read-too-large"):
            raise
        builder.problem("part-damaged", f"onderdeel {name} is niet te lezen", f"part {name} cannot be read")
        return
    builder.new_line(2)
    base = builder.put(document.text)

    def moved(place: object) -> Mark:
        start, end = getattr(place, "start", None), getattr(place, "end", None)
        return Mark(start + base, end + base) if start is not None and end is not None else builder.here()

    for heading in document.headings:
        builder.heading(moved(heading.location), heading.level)
    for image in document.images:
        builder.image(moved(image.location), **image.model_dump(exclude={"location"}))
    for table in document.tables:
        builder.table(moved(table.location), **table.model_dump(exclude={"location"}))
    for link in document.links:
        builder.link(moved(link.location), link.href, link.text)
    for active in document.active:
        builder.active(active.kind, active.name)
    builder.new_line(2)
