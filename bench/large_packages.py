"""Reads a whole course as a Common Cartridge and a zip of 20,000 small files in the sandbox; prints time and memory.

    python -m bench.large_packages

The files are made here, of made-up sentences. Memory is the largest resident size of the reading process.
"""

import random
import resource
import tempfile
import time
import zipfile
from pathlib import Path

import documents
from config.settings import Settings
from documents.errors import ReadError

WORDS = [
    "water",
    "verdampt",
    "zon",
    "warmte",
    "wolk",
    "druppel",
    "regen",
    "rivier",
    "zee",
    "bodem",
    "plant",
    "wortel",
    "blad",
    "licht",
    "suiker",
    "breuk",
    "noemer",
    "teller",
    "geheel",
    "deel",
    "vergelijk",
    "taal",
    "werkwoord",
    "zin",
    "onderwerp",
    "persoonsvorm",
    "geschiedenis",
    "oorlog",
    "vrede",
    "stad",
    "platteland",
    "kaart",
]


def sentences(count: int, chance: random.Random) -> str:
    return " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(count))


def small_files(path: Path, count: int = 20_000) -> None:
    chance = random.Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(f"map{n // 200}/blad{n}.txt", sentences(2, chance))


def course(path: Path, lessons: int = 400, film: int = 250) -> None:
    """`lessons` pages in 20 modules with pictures, and a film of `film` MB that is stored as it is."""
    chance = random.Random(2)
    items, resources = [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(lessons):
            if n % 20 == 0:
                items.append(f"{'</item>' if n else ''}<item identifier='m{n}'><title>Module {n // 20 + 1}</title>")
            items.append(f"<item identifier='i{n}' identifierref='r{n}'><title>Les {n + 1}</title></item>")
            resources.append(
                f"<resource identifier='r{n}' type='webcontent' href='l{n}.html'><file href='l{n}.html'/></resource>"
            )
            body = "".join(f"<p>{sentences(8, chance)}</p>" for _ in range(12))
            archive.writestr(f"l{n}.html", f"<html lang='nl'><body><h1>Les {n + 1}</h1>{body}</body></html>")
            archive.writestr(f"p{n}.png", b"\x89PNG" + chance.randbytes(60_000))
        archive.writestr(
            "imsmanifest.xml",
            "<manifest xmlns='http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1'><metadata><schema>IMS Common Cartridge"
            "</schema><schemaversion>1.3.0</schemaversion></metadata><organizations><organization identifier='o'>"
            f"<item identifier='root'>{''.join(items)}</item></item></organization></organizations>"
            f"<resources>{''.join(resources)}</resources></manifest>",
        )
        with archive.open(zipfile.ZipInfo("film.mp4"), "w", force_zip64=True) as member:
            for _ in range(film):
                member.write(chance.randbytes(1024 * 1024))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("course.imscc", course), ("small.zip", small_files)):
            path = Path(folder) / name
            make(path)
            begun = time.perf_counter()
            try:
                document = documents.read(path, name=name, settings=Settings(home=Path(folder)))
            except ReadError as error:
                print(f"{name}: {error}")
                continue
            seconds = time.perf_counter() - begun
            from documents.sandbox import shared_pool

            shared_pool().close()
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            told = "; ".join(p.message for p in document.problems[:2])
            read = sum(p.path is not None for p in document.parts)
            print(
                f"{name}: {path.stat().st_size / 1024**2:.0f} MB, {read} parts with a file, "
                f"{len(document.text)} characters, {seconds:.1f} s, at most {peak:.0f} MB in any child so far. {told}"
            )


if __name__ == "__main__":
    main()
