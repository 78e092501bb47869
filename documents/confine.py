"""Locks the reading process up: no network, no files, no new rights, bounded memory. Linux only; what fails is told."""

import ctypes
import os
import resource
import struct
import sys
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_READ = (1 << 0) | (1 << 2) | (1 << 3)
"""Execute, read a file, list a folder: what Python needs to import its modules."""
_LANDLOCK_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_FILES = 64


def confine(memory: int) -> dict[str, bool]:
    """What of each protection holds from here on. Must run before any thread starts and any file is read."""
    held = {"memory": _limit(resource.RLIMIT_AS, memory)}
    held["files"] = _limit(resource.RLIMIT_NOFILE, _FILES) and _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if not sys.platform.startswith("linux"):
        return held | {"privileges": False, "network": False, "landlock": False}
    libc = ctypes.CDLL(None, use_errno=True)
    held["network"] = libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWNET) == 0
    held["privileges"] = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    held["landlock"] = held["privileges"] and _landlock(libc)
    return held


def _limit(what: int, value: int) -> bool:
    try:
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, value))
    except (ValueError, OSError):
        return False
    return True


def _landlock(libc: ctypes.CDLL) -> bool:
    """Leaves only Python's own folders readable. The file to read comes as an open descriptor."""
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    rights = _LANDLOCK_ALL.get(version, _LANDLOCK_ALL[5])
    # From version 4 a second word forbids TCP connections; older kernels refuse a longer struct.
    words = (rights, 3) if version >= 4 else (rights,)
    attributes = struct.pack(f"={len(words)}Q", *words)
    ruleset = libc.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for folder in _needed():
            parent = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            try:
                rule = struct.pack("=Qi", _LANDLOCK_READ, parent)
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
    rooms = {str(here), *(str(here.parent / room) for room in ("schemas", "config"))}
    return {f for f in folders | rooms if Path(f).is_dir()}
