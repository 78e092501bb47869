"""The content of an H5P: pictures without a text, questions and zones without words, sound and video."""

import re
from collections.abc import Iterator
from typing import Any

from checks.engine import Rule
from checks.packages.engine import H5P, Library, Package
from checks.rule import CheckInfo, Text
from checks.rules.image_alt import INFO as ALT
from checks.spot import Spot
from documents.markup.fragment import plain

CONTENT = "content/content.json"
LABEL = CheckInfo(
    id="h5p-label",
    severity="serious",
    title=Text("Onderdeel van een H5P-opdracht zonder tekst", "Part of an H5P task without text"),
    message=Text("In deze opdracht ({kind}) ontbreekt {what}.", "This task ({kind}) lacks {what}."),
    help=Text(
        "Vul het veld in de H5P-editor in; het mag voor het oog verborgen zijn.",
        "Fill in the field in the H5P editor; it may be hidden from the eye.",
    ),
    standard=("WCAG 2.2 1.3.1", "WCAG 2.2 3.3.2", "WCAG 2.2 4.1.2"),
    formats=H5P,
)
_ALTS = re.compile(r"alt|description|label$", re.IGNORECASE)
_DECORATION = re.compile(
    r"background|poster|thumbnail|logo|icon|splash|cover|startscreen|buttonimage|currency", re.IGNORECASE
)
"""Pictures that stand behind something, or for a video: the words are elsewhere."""
_ASKED = {"h5p.multichoice": ("question",), "h5p.truefalse": ("question",), "h5p.essay": ("taskDescription",),
          "h5p.dragtext": ("taskDescription",), "h5p.blanks": ("text",), "h5p.markthewords": ("taskDescription",)}  # fmt: skip
_QUESTION = ("de vraag of opdracht", "the question or instruction")
_ZONE = ("de naam van een sleepvak", "the name of a drop zone")


def find(package: Package) -> Iterator[Spot]:
    for library in package.libraries:
        yield from _pictures(library)
        yield from _labels(library)


def _pictures(library: Library) -> Iterator[Spot]:
    """Pictures in this content, without those of content within it."""
    for path, key, file, group in _files(library.params, library.path, 0):
        mime = str(file.get("mime") or "")
        if not (mime.startswith("image/") or (not mime and file.get("width"))) or _DECORATION.search(f"{path}/{key}"):
            continue
        if group.get("decorative") is True:
            continue
        texts = [v for k, v in group.items() if _ALTS.search(k) and isinstance(v, str)]
        if any(plain(text) for text in texts):
            continue
        # Where a content type has no field for it, nobody could have filled it in; H5P.Image always has one.
        known = library.kind == "h5p.image" or bool(texts)
        name = str(file["path"]).split("#")[0].rsplit("/", 1)[-1][:80]
        yield Spot(
            ALT.id,
            {"name": f"“{name}”"},
            evidence=str(file["path"]),
            part=CONTENT,
            selector=f"{path}/{key}",
            certainty="certain" if known else "likely",
        )


def _files(value: Any, path: str, depth: int) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Path of the group, key, file and group of each file; content within is a library of its own."""
    if depth > 40:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict) and isinstance(inner.get("path"), str):
                yield path, key, inner, value
            elif not (isinstance(inner, dict) and isinstance(inner.get("library"), str)):
                yield from _files(inner, f"{path}/{key}", depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if not (isinstance(inner, dict) and isinstance(inner.get("library"), str)):
                yield from _files(inner, f"{path}/{number}", depth + 1)


def _labels(library: Library) -> Iterator[Spot]:
    params, kind = library.params, library.name.split(" ")[0].removeprefix("H5P.")
    for key in _ASKED.get(library.kind, ()):
        if key in params and not plain(str(params[key] or "")):
            yield Spot(
                LABEL.id,
                {"kind": kind, "what": _QUESTION},
                evidence=library.title or None,
                part=CONTENT,
                selector=f"{library.path}/{key}",
                certainty="likely",
            )
    task = (params.get("question") or {}) if library.kind == "h5p.dragquestion" else {}
    task = task.get("task") if isinstance(task, dict) else {}
    zones = task.get("dropZones") if isinstance(task, dict) else []
    for number, zone in enumerate(zones if isinstance(zones, list) else []):
        if isinstance(zone, dict) and not plain(str(zone.get("label") or "")):
            path = f"{library.path}/question/task/dropZones/{number}/label"
            yield Spot(
                LABEL.id, {"kind": kind, "what": _ZONE}, evidence=library.title or None, part=CONTENT, selector=path
            )


RULE = Rule((ALT, LABEL), find, H5P, covers=frozenset({ALT.id}))
