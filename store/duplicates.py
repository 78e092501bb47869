"""Materials that are like another: by file, by text in another file, nearly by text, or by pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from documents.fingerprint import Fingerprint, common_pictures, likeness
from store import tables
from store.tables import Duplicate, Mark, Material, utcnow

NEAR = 0.5
"""Share of common passages from which two texts are shown as nearly the same."""
PICTURES = 3
"""So many pictures in common, and half of those of the one with fewest, make two materials alike."""
LOOKED_AT = 60
SHOWN = 20


@dataclass(frozen=True)
class Found:
    """A material like another. `kind`: file, text, near or pictures."""

    material: Material
    kind: str
    likeness: float


def same_file(session: Session, material: Material) -> None:
    """At submission: notes earlier materials with the very same file."""
    if material.sha256 is None:
        return
    others = session.scalars(
        select(Material.id)
        .where(Material.sha256 == material.sha256, Material.id != material.id)
        .order_by(Material.created_at)
        .limit(SHOWN)
    )
    _note(session, material.id, [(other, "file", 1.0) for other in others])


def remember(session: Session, material_id: str, print_: Fingerprint) -> None:
    """Keeps what a material is known by, and notes which others it is like."""
    session.execute(delete(Mark).where(Mark.material_id == material_id))
    row = session.get(tables.Fingerprint, material_id) or tables.Fingerprint(material_id=material_id)
    row.text_hash, row.words, row.sketch = print_.text_hash, print_.words, print_.sketch
    row.pictures = list(print_.pictures)
    session.add(row)
    keys = list(dict.fromkeys(print_.keys))
    session.add_all(Mark(key=key, material_id=material_id) for key in keys)
    session.flush()
    session.execute(delete(Duplicate).where(Duplicate.material_id == material_id))
    material = session.get(Material, material_id)
    assert material is not None
    same_file(session, material)
    _note(session, material_id, _alike(session, material_id, print_, keys))


def _alike(
    session: Session, material_id: str, print_: Fingerprint, keys: list[str]
) -> Iterable[tuple[str, str, float]]:
    if print_.text_hash:
        same = session.scalars(
            select(tables.Fingerprint.material_id)
            .where(tables.Fingerprint.text_hash == print_.text_hash, tables.Fingerprint.material_id != material_id)
            .limit(SHOWN)
        )
        for other in same:
            yield other, "text", 1.0
    many = func.count()
    sharing = session.execute(
        select(Mark.material_id, many)
        .where(Mark.key.in_(keys), Mark.material_id != material_id)
        .group_by(Mark.material_id)
        .order_by(many.desc())
        .limit(LOOKED_AT)
    ).all()
    rows = session.scalars(
        select(tables.Fingerprint).where(tables.Fingerprint.material_id.in_([id for id, _ in sharing]))
    )
    for row in rows:
        share = likeness(print_.sketch, row.sketch) if print_.sketch and row.sketch else 0.0
        common = common_pictures(print_.pictures, row.pictures)
        fewest = min(len(print_.pictures), len(row.pictures))
        if share >= NEAR:
            yield row.material_id, "near", round(share, 2)
        elif common >= PICTURES and common * 2 >= fewest:
            yield row.material_id, "pictures", round(common / max(fewest, 1), 2)


def _note(session: Session, material_id: str, found: Iterable[tuple[str, str, float]]) -> None:
    """One row a pair: the strongest kind comes first, and a pair that the other noted is not noted again."""
    known = set(session.scalars(select(Duplicate.other_id).where(Duplicate.material_id == material_id)))
    known |= set(session.scalars(select(Duplicate.material_id).where(Duplicate.other_id == material_id)))
    for other, kind, share in found:
        if other not in known:
            known.add(other)
            session.add(
                Duplicate(material_id=material_id, other_id=other, kind=kind, likeness=share, found_at=utcnow())
            )
    session.flush()


def of(session: Session, material: Material, platform_id: str | None = None) -> list[Found]:
    """What a material is like, the most like first; only of one platform when `platform_id` is given."""
    pairs = session.execute(
        select(Duplicate.material_id, Duplicate.other_id, Duplicate.kind, Duplicate.likeness)
        .where(or_(Duplicate.material_id == material.id, Duplicate.other_id == material.id))
        .limit(SHOWN * 5)
    ).all()
    others = {(a if b == material.id else b): (kind, share) for a, b, kind, share in pairs}
    rows = session.scalars(select(Material).where(Material.id.in_(others)).options(joinedload(Material.platform)))
    found = [Found(row, *others[row.id]) for row in rows if platform_id is None or row.platform_id == platform_id]
    order = {"file": 0, "text": 1, "near": 2, "pictures": 3}
    return sorted(found, key=lambda f: (order[f.kind], -f.likeness, f.material.created_at))[:SHOWN]
