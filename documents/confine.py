"""Locks a process up: no network, no files, no programs, no new rights, bounded memory. Linux only; what fails is told.

Two cages: `confine` for the reading process, which gets its file as an open descriptor, and `cage` for a program of
others (`documents.tools`), which gets a scratch folder.
"""

import ctypes
import os
import resource
import struct
import sys
from pathlib import Path

from documents import calls

_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ = (1 << 0) | (1 << 2) | (1 << 3)
"""Execute, read a file, list a folder: what Python needs to import its modules."""
_OF_A_FILE = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 14) | (1 << 15)
"""The rights that a rule for a single file may name."""
_LANDLOCK_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_MAKE_SOCKET = 1 << 9
_NO_TCP = 0b11
_SCOPES = 0b11
"""No signals to, and no abstract sockets of, processes outside the cage."""
_FILES = 64
_TOOL_FILES = 512
NETWORK = True
"""False leaves the network open: only for measuring that the readers themselves call nobody."""


def confine(memory: int) -> dict[str, bool]:
    """What of each protection holds from here on. Must run before any thread starts and any file is read."""
    held = {"memory": _limit(resource.RLIMIT_AS, memory)}
    held["files"] = _limit(resource.RLIMIT_NOFILE, _FILES) and _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if not sys.platform.startswith("linux"):
        return held | {"privileges": False, "network": False, "landlock": False, "calls": False}
    libc = ctypes.CDLL(None, use_errno=True)
    apart = NETWORK and _apart(libc, _CLONE_NEWNET)
    held["privileges"] = _no_privileges(libc)
    held["landlock"] = held["privileges"] and _landlock(libc, dict.fromkeys(_needed(), _READ))
    held["calls"] = held["privileges"] and calls.forbid(libc, network=not NETWORK)
    # A network without anything in it, or no way to make a socket: each is enough.
    held["network"] = apart or (NETWORK and held["calls"])
    return held


def cage(memory: int, written: int, scratch: Path, readable: tuple[str, ...]) -> Path | None:
    """Confines a program that is about to take this process's place: it reads `readable`, and writes in `scratch`.

    `memory` is address space, `written` the size of one file, both in bytes. The answer is the path by which the
    program knows its scratch folder; None when it could still reach the network or other files, in which case it
    must not be started.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    bounded = _limit(resource.RLIMIT_AS, memory) and _limit(resource.RLIMIT_FSIZE, written)
    _limit(resource.RLIMIT_NOFILE, _TOOL_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    places = dict.fromkeys((path for path in readable if Path(path).exists()), _READ)
    places |= {"/dev/null": _OF_A_FILE, "/dev/urandom": _READ}
    apart = _apart(libc, _CLONE_NEWNET | _CLONE_NEWNS)
    if apart and _as_tmp(libc, scratch):
        scratch = Path("/tmp")  # noqa: S108 - what is seen there now is the scratch folder
    else:
        places["/tmp"] = _MAKE_SOCKET  # noqa: S108 - LibreOffice talks to itself through a socket there
    places[str(scratch)] = (1 << 16) - 1
    os.chdir(scratch)
    closed = _no_privileges(libc) and _landlock(libc, places)
    silent = calls.forbid(libc, programs=True)
    return scratch if bounded and closed and (apart or silent) else None


def _limit(what: int, value: int) -> bool:
    try:
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, value))
    except (ValueError, OSError):
        return False
    return True


def _apart(libc: ctypes.CDLL, spaces: int) -> bool:
    """Moves into namespaces of its own: a network that has nothing in it, and no shared memory with others."""
    more = spaces | _CLONE_NEWIPC | _CLONE_NEWUTS
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWUSER | more, _CLONE_NEWUSER | spaces, spaces))


def _as_tmp(libc: ctypes.CDLL, scratch: Path) -> bool:
    """Puts `scratch` in the place of /tmp, for this process only."""
    private = libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
    return bool(private and libc.mount(bytes(scratch), b"/tmp", None, _MS_BIND, None) == 0)


def _no_privileges(libc: ctypes.CDLL) -> bool:
    held = bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return held


def _landlock(libc: ctypes.CDLL, places: dict[str, int]) -> bool:
    """Leaves only `places` open, each with its rights. The file to read comes as an open descriptor."""
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    rights = _LANDLOCK_ALL.get(version, _LANDLOCK_ALL[5])
    # From version 4 a second word forbids TCP connections, from 6 a third one signals; older kernels refuse it longer.
    words: tuple[int, ...] = (rights,)
    if version >= 4:
        words += (_NO_TCP if NETWORK else 0,)
    if version >= 6:
        words += (_SCOPES,)
    attributes = struct.pack(f"={len(words)}Q", *words)
    ruleset = libc.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for place, allowed in places.items():
            parent = os.open(place, os.O_PATH | os.O_CLOEXEC)
            try:
                if not os.path.isdir(place):
                    allowed &= _OF_A_FILE
                rule = struct.pack("=Qi", allowed & rights, parent)
                libc.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0)
            finally:
                os.close(parent)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _needed() -> set[str]:
    """Folders with the modules and shared libraries that an import may still load."""
    here = Path(__file__).resolve().parent
    folders = {sys.prefix, sys.base_prefix, *(p for p in sys.path if p), "/lib", "/lib64", "/usr/lib", "/usr/lib64"}
    folders -= {str(here.parent)}
    rooms = {str(here), *(str(here.parent / room) for room in ("schemas", "config", "checks"))}
    return {f for f in folders | rooms if Path(f).is_dir()}
