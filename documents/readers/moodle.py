"""Moodle course backups (MBZ), zip or tar.gz: sections, activities, files and questions; never its users' data."""

import gzip
import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.binding import Binder
from documents.builder import Builder
from documents.errors import ReadError
from documents.markup.fragment import write_html
from documents.packages.manifest import child, text_of
from documents.packages.moodle import banked, html_of
from documents.packages.questions import write_question
from documents.registry import Reader
from documents.source import Source
from documents.tarball import Tarball
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_BACKUP = "moodle_backup.xml"
_GZIP = b"\x1f\x8b"
_PEOPLE = {
    "submissions", "attempts", "grades", "user_grades", "discussions", "posts", "responses", "ratings", "overrides",
    "users", "userflags", "completions", "messages", "subscriptions", "digests", "readposts", "records",
    "answers_users", "userattempts", "submissionuser", "assessments", "individualgrades", "comments", "states",
    "events", "logs",
    "allocatedcriteria", "participants", "tracks", "tags", "contentvalues", "usertracks", "branches", "timers",
    "local_submissions", "question_responses", "values", "completes",
}  # fmt: skip
"""What pupils and teachers did with a course: personal data, and no material."""
_TEXTS = {
    "intro", "content", "contents", "summary", "text", "definition", "concept", "externalurl", "title", "answer_text",
    "response", "instructauthors", "instructreviewers", "conclusion", "activity", "description", "presentation",
    "question", "questiontext", "page_after_submit",
}  # fmt: skip


@dataclass(frozen=True)
class _File:
    path: str
    name: str
    context: str
    component: str
    area: str


def detect(source: Source) -> str | None:
    if _BACKUP in source.members:
        return "mbz"
    if not source.head.startswith(_GZIP):
        return None
    # The first member of a backup is its list of files, and the manifest comes soon: a look at the start will do.
    start = _first_bytes(source)
    return (
        "mbz"
        if start[257:262] == b"ustar" and (b".ARCHIVE_INDEX" in start[:512] or _BACKUP.encode() in start)
        else None
    )


def _first_bytes(source: Source) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(source.read_bytes(256 * 1024))).read1(256 * 1024)
    except (OSError, EOFError, zlib.error):
        return b""


def read(source: Source, builder: Builder, format: str) -> None:
    archive = Tarball(source) if source.head.startswith(_GZIP) else source.archive
    if archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    if _BACKUP not in archive:
        detail = {"actual": "een tar-bestand", "actual_en": "a tar file"}
        raise ReadError("read-unsupported", source.name, detail)
    Backup(Binder(source, builder, archive)).bind()


class Backup:
    """Follows `moodle_backup.xml`: which sections there are, and which activities stand in them."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self.builder = binder.builder
        self.files: dict[str, list[_File]] = {}
        self.questions: dict[str, _Element] = {}
        self.asked: set[str] = set()

    def bind(self) -> None:
        root = self._xml(_BACKUP, required=True)
        information = child(root, "information")
        self.builder.title = text_of(information, "original_course_fullname") or None
        self.builder.meta("file", "moodle", text_of(information, "moodle_release"), _BACKUP)
        course = self._xml("course/course.xml")
        self.builder.declare_language(text_of(course, "lang"))
        self._list_files()
        self._list_questions()
        write_html(self.builder, html_of(course, "summary"))
        contents = child(information, "contents")
        activities = _rows(contents, "activities", "activity")
        placed: set[str] = set()
        for section in _rows(contents, "sections", "section"):
            id = text_of(section, "sectionid")
            inside = [a for a in activities if text_of(a, "sectionid") == id]
            placed.update(text_of(a, "moduleid") for a in inside)
            self._section(section, inside)
        for activity in activities:
            if text_of(activity, "moduleid") not in placed:
                self._activity(activity)
        self._bank()
        self.binder.finish()

    def _xml(self, path: str, *, required: bool = False) -> "_Element | None":
        """The root of one XML member; None, with a problem, when it is missing or damaged."""
        if path not in self.binder.members:
            if required:
                self.binder.missing(path)
            return None
        try:
            return parse(self.binder.members.read(path, self.binder.source.limits.member_bytes), path)
        except ReadError as error:
            if required:
                raise
            self.binder.tell(
                error.code, path,
                f"onderdeel {path} kan niet worden gelezen: {error.reason}",
                f"part {path} cannot be read: {error.reason_en}",
            )  # fmt: skip
            return None

    def _list_files(self) -> None:
        root = self._xml("files.xml")
        for row in root if root is not None else ():
            name, hash = text_of(row, "filename"), text_of(row, "contenthash")
            if name in (".", "") or len(hash) < 10:
                continue
            file = _File(
                f"files/{hash[:2]}/{hash}", name, text_of(row, "contextid"), text_of(row, "component"),
                text_of(row, "filearea"),
            )  # fmt: skip
            self.files.setdefault(file.context, []).append(file)

    def _list_questions(self) -> None:
        root = self._xml("questions.xml")
        if root is None:
            return
        for question in root.iter("{*}question"):
            if child(question, "questiontext") is not None and text_of(question, "parent") in ("", "0"):
                entry = next((a for a in question.iterancestors() if local(a.tag) == "question_bank_entry"), None)
                self.questions[question.get("id") or str(len(self.questions))] = question
                if entry is not None and entry.get("id"):
                    self.questions[f"entry-{entry.get('id')}"] = question

    # --- sections and activities

    def _section(self, section: "_Element", activities: "list[_Element]") -> None:
        root = self._xml(f"{text_of(section, 'directory')}/section.xml")
        title = text_of(root, "name").replace("$@NULL@$", "") or text_of(section, "title")
        summary = html_of(root, "summary")
        if not activities and not summary:
            return
        title = f"Onderwerp {title}" if title.isdecimal() else title
        if title == "Onderwerp 0":
            write_html(self.builder, summary)
            for activity in activities:
                self._activity(activity)
            return
        with self.binder.part(title or "Onderwerp", format="chapter"):
            write_html(self.builder, summary)
            for activity in activities:
                self._activity(activity)

    def _activity(self, listed: "_Element") -> None:
        folder, kind = text_of(listed, "directory"), text_of(listed, "modulename")
        path = f"{folder}/{kind}.xml"
        root = self._xml(path)
        if root is None:
            if path not in self.binder.members:
                self.binder.missing(path, text_of(listed, "title"))
            return
        body = child(root, kind)
        title = text_of(body, "name") or text_of(listed, "title")
        files = [
            f
            for f in self.files.get(root.get("contextid") or "", [])
            if f.area in ("content", "package", "introattachment")
        ]
        if kind == "label" and body is not None:
            write_html(self.builder, html_of(body, "intro"))
            return
        if kind in ("resource", "h5pactivity", "scorm", "imscp") and len(files) == 1 and not html_of(body, "intro"):
            self._file(files[0], title)
            return
        with self.binder.part(title, path=path, format=kind):
            if body is not None:
                self._texts(body, 0)
            if kind == "quiz":
                self._quiz(root)
            for file in files:
                self._file(file, file.name.rsplit(".", 1)[0] if len(files) > 1 else title)

    def _file(self, file: _File, title: str) -> None:
        extension = file.name.rpartition(".")[2].lower() if "." in file.name else None
        self.binder.member(file.path, title, extension=extension)

    def _texts(self, element: "_Element", depth: int) -> None:
        """The texts of an activity in their own order, without what its users wrote."""
        if depth > 12:
            return
        for inner in element:
            name = local(inner.tag)
            if name in _PEOPLE:
                continue
            if name in ("title", "concept") and inner.text and depth:
                self.builder.add_heading(" ".join(inner.text.split()), 3)
            elif name == "externalurl" and inner.text:
                self.builder.link(self.builder.line(inner.text.strip()), inner.text.strip())
            elif name in _TEXTS and not len(inner):
                text = inner.text or ""
                if text.strip() != "$@NULL@$" and not text.strip().isdecimal():
                    write_html(self.builder, text)
            elif len(inner):
                self._texts(inner, depth + 1)

    # --- questions

    def _quiz(self, root: "_Element") -> None:
        number = 0
        for instance in root.iter("{*}question_instance"):
            ids = [text_of(instance, "questionid"), text_of(instance, "question")]
            ids += [f"entry-{text_of(r, 'questionbankentryid')}" for r in instance.iter("{*}question_reference")]
            found = next((self.questions[i] for i in ids if i in self.questions), None)
            if found is not None:
                number += 1
                self.asked.add(found.get("id") or "")
                write_question(self.builder, banked(found), 3, number)

    def _bank(self) -> None:
        """Questions that no quiz asks."""
        left = {q.get("id"): q for q in self.questions.values() if (q.get("id") or "") not in self.asked}
        if not left:
            return
        with self.binder.part("Vragenbank", path="questions.xml", format="questionbank"):
            for number, found in enumerate(left.values(), 1):
                write_question(self.builder, banked(found), 3, number)


def _rows(contents: "_Element | None", list_name: str, name: str) -> "list[_Element]":
    listed = child(contents, list_name)
    return [e for e in listed if local(e.tag) == name] if listed is not None else []


READER = Reader(
    formats={"mbz": "application/vnd.moodle.backup"},
    extensions={"mbz": "mbz"},
    names={"mbz": ("een Moodle-back-up", "a Moodle backup")},
    detect=detect,
    read=read,
    rank=32,
    family="package",
)
