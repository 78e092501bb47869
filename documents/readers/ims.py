"""Packages with an `imsmanifest.xml`: IMS Content Package, Common Cartridge, SCORM and QTI packages."""

import posixpath
import re
from typing import TYPE_CHECKING

from documents.binding import Binder
from documents.builder import Builder
from documents.errors import ReadError, printable
from documents.packages.manifest import Item, Manifest, Resource, child, text_of, understand
from documents.registry import Reader
from documents.source import Source
from documents.xml import local, parse
from schemas.document import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

_MANIFEST = "imsmanifest.xml"
_MOST_EXTRA = 300
_MATERIAL = re.compile(r"\.(html?|xhtml|pdf|docx?|pptx?|odt|odp|rtf|epub|h5p|md|vtt|srt|mp4|webm|mp3|m4a|ogg)$", re.I)
_XML_TYPES = re.compile(r"imswl_|imsdt_|imsqti|imsbasiclti|assignment_", re.IGNORECASE)
_SETTINGS = re.compile(r"(^|/)(course_settings|non_cc_assessments)/|/assessment_meta\.xml$|\.qti$", re.IGNORECASE)
"""What one platform writes for itself beside the course."""
_PLAYER = re.compile(
    r"(^|/)(blank|goodbye|close|unsupported|lms|index_?api|aiccomm|aicccomm|api|loader|player|"
    r"story_unsupported|index_lms_?(flash|html5)?)\.html?$|(^|/)(lms|scormdriver|player|lib|mobile)/",
    re.IGNORECASE,
)
_FEW_WORDS = 300


def detect(source: Source) -> str | None:
    path = _manifest_path(source.members)
    if path is None:
        return None
    try:
        head = source.archive.read(path)[:65_536].decode("utf-8", "ignore")
    except ReadError:
        return "imscp"
    if "imsccv1p" in head or "IMS Common Cartridge" in head or "Thin Common Cartridge" in head:
        return "imscc"
    if "adlcp" in head or "ADL SCORM" in head:
        return "scorm"
    return "qti" if re.search(r'type="imsqti_(item|test)_xmlv', head) else "imscp"


def _manifest_path(members: frozenset[str]) -> str | None:
    """At the top, or inside the one folder that was zipped."""
    if _MANIFEST in members:
        return _MANIFEST
    found = [m for m in members if m.endswith(f"/{_MANIFEST}") and m.count("/") == 1]
    tops = {m.split("/", 1)[0] for m in members if not m.startswith("__MACOSX/")}
    return found[0] if len(found) == 1 and len(tops) == 1 else None


def read(source: Source, builder: Builder, format: str) -> None:
    archive = source.archive
    if archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    path = _manifest_path(frozenset(archive.names))
    assert path is not None
    binder = Binder(source, builder, archive)
    try:
        root = parse(archive.read(path), source.name, path)
    except ReadError as error:
        if error.code != "read-damaged":
            raise
        _without_manifest(binder, error)
        return
    manifest = understand(root, posixpath.dirname(path))
    Course(binder, manifest, path).bind()
    binder.finish()
    if not builder.length and not builder.problems and not builder.parts:
        detail = {"actual": "een leeg lespakket", "actual_en": "an empty course package"}
        raise ReadError("read-unsupported", source.name, detail)


def _without_manifest(binder: Binder, error: ReadError) -> None:
    """A damaged manifest costs the structure; the files are read all the same."""
    from documents.readers.zip import bind, materials, natural

    binder.builder.problem(
        "manifest-damaged",
        f"het manifest is niet te lezen ({error.reason}); de bestanden zijn zonder hun volgorde gelezen",
        f"the manifest cannot be read ({error.reason_en}); the files were read without their order",
    )
    bind(binder, sorted((n for n in materials(binder.members.names) if _MATERIAL.search(n)), key=natural), 0)
    binder.finish()


class Course:
    """Follows the table of contents of a manifest and binds what it names."""

    def __init__(self, binder: Binder, manifest: Manifest, path: str) -> None:
        self.binder = binder
        self.builder = binder.builder
        self.manifest = manifest
        self.path = path
        self.used: set[str] = set()

    def bind(self) -> None:
        self._describe()
        for item in self.manifest.items:
            self._item(item)
        self._rest()
        if self.manifest.resources and self.builder.length < _FEW_WORDS:
            scripts = sum(name.lower().endswith((".js", ".swf")) for name in self.binder.members.names)
            if scripts:
                self.builder.problem(
                    "text-in-scripts",
                    "het pakket toont zijn tekst met scripts, en die worden niet uitgevoerd",
                    "the package shows its text with scripts, which are not run",
                )

    def _describe(self) -> None:
        manifest, builder = self.manifest, self.builder
        if manifest.schema:
            builder.meta("file", "schema", f"{manifest.schema} {manifest.version}", self.path)
        for lom in self._loms(manifest.metadata):
            _harvest(builder, lom, self.path)
        stated = next((m.value for m in builder.metadata if m.name == "general.title"), None)
        builder.title = stated or manifest.title or None

    def _loms(self, metadata: "_Element | None") -> list["_Element"]:
        """LOM records inside `metadata`, and those in a file that it names."""
        if metadata is None:
            return []
        found = [e for e in metadata.iter("*") if local(e.tag) == "lom"]
        for element in metadata.iter("{*}location"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), (element.text or "").strip()))
            if name not in self.binder.members:
                if (element.text or "").strip():
                    self.binder.missing(name)
                continue
            try:
                root = parse(self.binder.members.read(name), self.binder.source.name, name)
            except ReadError as error:
                where = printable(name)
                self.binder.tell(
                    "part-damaged", name,
                    f"de metadata in {where} zijn niet te lezen: {error.reason}",
                    f"the metadata in {where} cannot be read: {error.reason_en}",
                )  # fmt: skip
                continue
            found += [e for e in root.iter("*") if local(e.tag) == "lom"][:1]
        return found

    # --- the table of contents

    def _item(self, item: Item) -> None:
        if item.ref is None:
            if not item.title:
                for inner in item.children:
                    self._item(inner)
                return
            with self.binder.part(item.title, format="chapter") as part:
                self._note(part, item.metadata)
                for inner in item.children:
                    self._item(inner)
            return
        resource = self.manifest.resources.get(item.ref)
        if resource is None:
            title = printable(item.title or item.ref)
            self.binder.tell(
                "manifest-reference",
                self.path,
                f"“{title}” verwijst naar {printable(item.ref)}, en dat staat niet in het manifest",
                f"“{title}” points at {printable(item.ref)}, which is not in the manifest",
            )
        if item.children:
            with self.binder.part(item.title, format="chapter") as part:
                self._note(part, item.metadata)
                if resource is not None:
                    self._resource(resource, item.title)
                for inner in item.children:
                    self._item(inner)
        elif resource is not None:
            self._resource(resource, item.title or None, item.metadata)

    def _rest(self) -> None:
        """What the package holds but its table of contents does not show, or has no table at all."""
        needed = {id for r in self.manifest.resources.values() for id in r.needs}
        tests = [r for r in self.manifest.resources.values() if "imsqti_test" in r.type]
        left = [r for r in (*tests, *self.manifest.resources.values()) if r.id not in self.used and self._shows(r)]
        left = list({r.id: r for r in left if r.id not in needed or r in tests or _XML_TYPES.search(r.type)}.values())
        if not left:
            return
        if not self.builder.parts:
            self._each(left)
            return
        with self.binder.part("Niet in de inhoudsopgave", format="chapter", heading=False):
            self._each(left)

    def _each(self, resources: list[Resource]) -> None:
        for resource in resources:
            # A test binds its own questions.
            if resource.id not in self.used:
                self._resource(resource, None)

    def _shows(self, resource: Resource) -> bool:
        path = resource.href or next(iter(resource.files), "")
        if resource.external:
            return False
        return bool((_MATERIAL.search(path) or _XML_TYPES.search(resource.type)) and not _SETTINGS.search(path))

    # --- one resource

    def _resource(self, resource: Resource, title: str | None, metadata: "_Element | None" = None) -> None:
        again = resource.id in self.used
        self.used.add(resource.id)
        if resource.external and resource.href:
            with self.binder.part(title or resource.href, format="weblink"):
                mark = self.builder.line(resource.href)
                self.builder.link(mark, resource.href)
            return
        path = resource.href or next(iter(resource.files), None)
        if path is not None and path not in self.binder.members and len(resource.files) == 1:
            path = resource.files[0] if resource.files[0] in self.binder.members else path
        if path is None:
            self.binder.missing(resource.id, title or "")
            return
        if "imsqti_test" in resource.type and self._test(path, title):
            return
        part = self.binder.member(path, title)
        if part is None or again:
            return
        self._note(part, metadata)
        self._note(part, resource.metadata)
        self._extra(resource, path)

    def _extra(self, resource: Resource, first: str) -> None:
        """The other pages of a resource of many files, such as a SCORM lesson, that its first page leads to."""
        told = 0
        for path in resource.files:
            if path == first or path in self.binder.read or path not in self.binder.members:
                if path not in self.binder.members and told < _MOST_EXTRA:
                    told += 1
                    self.binder.missing(path)
                continue
            if (
                _MATERIAL.search(path)
                and not _PLAYER.search(path)
                and not _SETTINGS.search(path)
                and told < _MOST_EXTRA
            ):
                told += 1
                self.binder.member(path)

    def _test(self, path: str, title: str | None) -> bool:
        """A QTI test: its sections as chapters, with the items that it names."""
        try:
            root = parse(self.binder.members.read(path), self.binder.source.name, path)
        except (ReadError, KeyError):
            return False
        title = title or root.get("title") or "Toets"
        self.builder.title = self.builder.title or title
        with self.binder.part(title, path=path, format="qti"):
            self._test_part(root, posixpath.dirname(path), 0)
        return True

    def _test_part(self, element: "_Element", folder: str, depth: int) -> None:
        for inner in element:
            name = local(inner.tag).removeprefix("qti-").replace("-", "").lower()
            if name == "assessmentitemref":
                target = posixpath.normpath(posixpath.join(folder, inner.get("href") or ""))
                self.used.update(r.id for r in self.manifest.resources.values() if r.href == target)
                self.binder.member(target)
            elif name == "assessmentsection" and inner.get("title") and depth < 10:
                with self.binder.part(inner.get("title") or "", format="chapter"):
                    self._test_part(inner, folder, depth + 1)
            elif name in ("testpart", "assessmentsection") and depth < 10:
                self._test_part(inner, folder, depth + 1)

    def _note(self, part: Part, metadata: "_Element | None") -> None:
        """What the manifest says about one part."""
        for lom in self._loms(metadata):
            scratch = Builder(self.binder.source.limits, part.title)
            _harvest(scratch, lom, self.path)
            part.metadata = [*part.metadata, *scratch.metadata]
            part.license_urls = [*part.license_urls, *scratch.license_urls]
            part.language = part.language or scratch.language


def _harvest(builder: Builder, lom: "_Element", where: str) -> None:
    from documents.markup.metadata import harvest_lom

    harvest_lom(lom, builder, where)
    rights = child(lom, "rights")
    for url in re.findall(r"https?://[^\s<>\"]+", text_of(rights, "description")):
        builder.license(url)


READER = Reader(
    formats={
        "imscp": "application/zip",
        "imscc": "application/vnd.ims.imsccv1p3",
        "scorm": "application/zip",
        "qti": "application/zip",
    },
    extensions={"imscc": "imscc"},
    names={
        "imscp": ("een IMS-lespakket", "an IMS content package"),
        "imscc": ("een Common Cartridge", "a Common Cartridge"),
        "scorm": ("een SCORM-lespakket", "a SCORM package"),
        "qti": ("een toets (QTI)", "a test (QTI)"),
    },
    detect=detect,
    read=read,
    rank=30,
    family="package",
)
