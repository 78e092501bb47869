"""The reading process: a file that kills, hangs or bloats it costs one file, and nothing else."""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from document_makers import with_reader, word

import documents
from config.settings import Settings
from documents import child, sandbox
from documents.limits import Limits
from documents.sandbox import Child, Pool

Make = Callable[..., Path]
# A reader that does what a hostile file would make one do; the file's first word says what.
ROGUE = """
import ctypes, os, socket, time
from documents.registry import Reader

def read(source, builder, format):
    what = source.read_bytes(100).decode().split()
    tried = {"out": lambda: open("/tmp/" + what[2], "w"), "peek": lambda: open("/etc/hostname").read(),
             "call": lambda: socket.create_connection(("127.0.0.1", int(what[2])), 2),
             "exec": lambda: os.execv("/bin/true", ["true"]), "fork": os.fork, "kill": lambda: os.kill(os.getppid(), 0),
             "chmod": lambda: os.chmod(what[2], 0o777), "unlink": lambda: os.unlink(what[2]),
             "env": lambda: print(os.environ["VERRIJKER_SECRET"])}
    if what[1] == "hang":
        time.sleep(60)
    elif what[1] == "spin":
        while True: pass
    elif what[1] == "eat":
        builder.verbatim(str(len(bytearray(3 * 1024 ** 3))))
    elif what[1] == "crash":
        ctypes.string_at(0)
    elif what[1] == "raise":
        raise RuntimeError("stuk")
    else:
        try:
            tried[what[1]]()
            builder.verbatim("it worked")
        except (OSError, KeyError) as error:
            builder.verbatim(type(error).__name__)

def kept(source, format):
    return sorted(source._kept)

READER = Reader(formats={"rogue": "text/x-rogue"}, extensions={}, names={"rogue": ("x", "x")}, rank=1, read=read,
                detect=lambda source: "rogue" if source.head.startswith(b"ROGUE ") else None)
"""


@pytest.fixture(scope="module")
def rogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """A pool whose processes know one more reader, put beside the real ones in a copy of the room."""
    home = with_reader(tmp_path_factory.mktemp("checkout"), "rogue", ROGUE)
    before = sandbox.__file__
    sandbox.__file__ = str(home / "documents" / "sandbox.py")
    pool = Pool()
    yield pool
    pool.close()
    sandbox.shared_pool().close()
    sandbox.__file__ = before


def ask(pool: Pool, path: Path, *, seconds: float = 20, memory: int = 1024**3) -> str:
    with path.open("rb") as file:
        return pool.read(file, path.name, Limits(seconds=seconds, memory=memory)).text


@pytest.mark.parametrize(
    ("deed", "code"),
    [("hang", "read-timeout"), ("spin", "read-timeout"), ("eat", "read-memory"), ("crash", "read-crashed"),
     ("raise", "read-crashed")],
)  # fmt: skip
def test_a_reader_that_breaks_costs_one_file(rogue: Pool, make: Make, deed: str, code: str) -> None:
    started = monotonic()
    with pytest.raises(documents.ReadError) as caught:
        ask(rogue, make("kwaad.txt", f"ROGUE {deed}"), seconds=1)
    assert caught.value.code == code
    assert "kwaad.txt" in str(caught.value)
    assert monotonic() - started < 12
    assert ask(rogue, make("goed.txt", "Gewone tekst.")) == "Gewone tekst."


def test_a_reader_can_write_open_and_call_nothing(rogue: Pool, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    held = rogue.held(1024**3)
    assert held["memory"]
    assert held["files"]
    monkeypatch.setenv("VERRIJKER_SECRET", "geheim")
    assert ask(rogue, make("a.txt", "ROGUE env")) == "KeyError"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if held["network"] or held["landlock"]:
            assert ask(rogue, make("b.txt", f"ROGUE call {port}")).endswith("Error")
    if held["calls"]:
        for deed in ("exec", "fork", "kill", f"chmod {make('x', 'x')}", f"unlink {make('y', 'y')}"):
            assert ask(rogue, make("e.txt", f"ROGUE {deed}")) == "PermissionError"
    if held["landlock"]:
        assert ask(rogue, make("c.txt", "ROGUE peek")) == "PermissionError"
        assert ask(rogue, make("d.txt", f"ROGUE out verrijker-{os.getpid()}")) == "PermissionError"


def test_what_is_enforced_here_can_be_told() -> None:
    held = sandbox.capabilities()
    assert set(held) == {"memory", "files", "network", "privileges", "landlock", "calls"}


def test_one_process_reads_many_files_and_is_then_replaced(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_FILES_A_CHILD", 3)
    pool = Pool()
    seen = []
    original = Child.read

    def watched(self: Child, *arguments: object, **named: object) -> object:
        seen.append(self.process.pid)
        return original(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Child, "read", watched)
    path = make("les.txt", "Tekst van een les.")
    for _ in range(7):
        ask(pool, path)
    pool.close()
    assert [seen.count(pid) for pid in dict.fromkeys(seen)] == [3, 3, 1]


def test_a_process_that_keeps_much_memory_is_replaced(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also inside the cage, where the process may no longer look itself up in /proc."""
    pool, path = Pool(), make("les.txt", "Tekst van een les.")
    ask(pool, path)
    assert len(pool._idle) == 1
    monkeypatch.setattr(sandbox, "_RESIDENT", 1024 * 1024)
    ask(pool, path)
    assert pool._idle == []


def test_threads_share_the_pool(make: Make, pool: Pool) -> None:
    paths = [make(f"{n}.txt", f"Tekst nummer {n}.") for n in range(12)]
    texts: dict[int, str] = {}

    def work(n: int) -> None:
        texts[n] = ask(pool, paths[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert texts == {n: f"Tekst nummer {n}." for n in range(12)}


def test_a_forked_worker_gets_processes_of_its_own(make: Make, settings: Settings) -> None:
    """As in Celery's prefork pool: parent and child read at the same time, and neither ends the other's."""
    path = make("les.txt", "Tekst van een les.")
    program = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        import documents
        path = Path({str(path)!r})
        assert documents.read(path).text == "Tekst van een les."
        children = [os.fork() for _ in range(1)]
        if children[0] == 0:
            assert documents.read(path).text == "Tekst van een les."
            os._exit(7)
        for _ in range(20):
            assert documents.read(path).text == "Tekst van een les."
        _, status = os.waitpid(children[0], 0)
        assert os.waitstatus_to_exitcode(status) == 7
        assert documents.read(path).text == "Tekst van een les."
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_process_ends_when_its_parent_is_killed(make: Make) -> None:
    path = make("les.txt", "Tekst")
    program = f"""
import os, signal, documents
from pathlib import Path
from documents import sandbox
documents.read(Path({str(path)!r}))
print(sandbox.shared_pool()._idle[0].process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    pid = int(done.stdout)
    deadline = monotonic() + 10
    while _alive(pid) and monotonic() < deadline:
        pass
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_the_limits_cross_to_the_process(make: Make, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, max_text_chars=100)
    document = documents.read(make("lang.txt", "woord " * 100), name="Lange les", settings=settings)
    assert (document.truncated, len(document.text), document.source) == (True, 100, "Lange les")
    assert len(document.sha256) == 64
    assert child is not None


def test_an_examination_goes_on_with_what_the_reader_parsed(rogue: Pool, make: Make) -> None:
    """Only of the very file that was read last, and only when that was asked for: nobody else's file stays open."""
    lesson = make("les.docx", word(lambda document: document.add_paragraph("Een les over breuken.")))
    other = make("ander.txt", "Gewone tekst.")

    def read(path: Path, *, hold: bool = True) -> None:
        with path.open("rb") as file:
            rogue.read(file, path.name, Limits(), hold=hold)

    def kept() -> object:
        with lesson.open("rb") as file:
            return rogue.examine(file, lesson.name, Limits(), "documents.readers.rogue:kept", "docx")

    read(lesson)
    assert kept() == ["package"]
    assert kept() == []
    read(lesson, hold=False)
    assert kept() == []
    read(lesson)
    read(other)
    assert kept() == []
    read(lesson)
    lesson.write_bytes(word(lambda document: document.add_paragraph("Een andere, langere les over breuken.")))
    assert kept() == []


@pytest.mark.parametrize("examiner", ["os:abort", "builtins:exit", "no_such_module:x", "math:no_such_function"])
def test_an_examiner_that_breaks_costs_its_findings_and_not_the_next_file(
    pool: Pool, make: Make, examiner: str
) -> None:
    path = make("les.txt", "Gewone tekst.")
    with path.open("rb") as file, pytest.raises(documents.ReadError) as caught:
        pool.examine(file, path.name, Limits(seconds=20), examiner, "txt")
    assert caught.value.code == "read-crashed"
    assert ask(pool, path) == "Gewone tekst."
