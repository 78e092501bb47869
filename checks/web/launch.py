"""Confines itself, then becomes the browser: no network, its own files only, gone when its parent goes.

Run as a program by `checks.web.browser`; the arguments are the folder it may write in, the descriptors for the
report, for commands and for answers, and the browser's command line.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_NOBODY = 65534
_READABLE = ("/usr", "/lib", "/lib64", "/etc", "/opt", "/sys", "/run/current-system", "/snap", "/var/cache/fontconfig")
_WRITABLE = ("/dev", "/proc")
_READ = (1 << 0) | (1 << 2) | (1 << 3)


def main() -> None:
    folder, report, read, write = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    command = sys.argv[5:]
    libc = ctypes.CDLL(None, use_errno=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = {"network": _no_network(libc)}
    held["files"] = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _own_files(libc, folder)
    os.write(report, json.dumps(held).encode() + b"\n")
    os.close(report)
    _as_descriptors(read, write)
    # Last, since a change of user undoes it.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # A browser refuses its own sandbox to root; where the user could not be changed, these walls are what holds.
    if os.geteuid() == 0 or "--no-sandbox" in command:
        command = [*command, "--no-sandbox"]
    os.execv(command[0], command)  # noqa: S606 - the browser, with arguments of our own


def _as_descriptors(read: int, write: int) -> None:
    """The browser wants its commands on descriptor 3 and answers on 4."""
    spare = [os.dup(read), os.dup(write)]
    while min(spare) <= 4:
        spare = [os.dup(d) for d in spare]
    os.dup2(spare[0], 3)
    os.dup2(spare[1], 4)
    os.closerange(5, 64)


def _no_network(libc: ctypes.CDLL) -> bool:
    """A network of its own with nothing in it, and a user of its own so that the browser's sandbox works too."""
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return bool(libc.unshare(_CLONE_NEWNET) == 0)
    try:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{_NOBODY if user == 0 else user} {user} 1")
        _write("/proc/self/gid_map", f"{_NOBODY if group == 0 else group} {group} 1")
    except OSError:
        pass  # The network is gone all the same.
    return True


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _own_files(libc: ctypes.CDLL, folder: str) -> bool:
    """Only the system's programs can be read, and only `folder` written; materials and settings are out of reach."""
    version = libc.syscall(444, None, 0, 1)
    if version < 1:
        return False
    rights = {1: (1 << 13) - 1, 2: (1 << 14) - 1}.get(version, (1 << 15) - 1)
    attributes = struct.pack("=Q", rights)
    ruleset = libc.syscall(444, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    allowed = [(path, _READ) for path in _READABLE] + [(path, rights) for path in (*_WRITABLE, folder)]
    for path, right in allowed:
        if not os.path.isdir(path):
            continue
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
        libc.syscall(445, ruleset, 1, struct.pack("=Qi", right & rights, parent), 0)
        os.close(parent)
    held = libc.syscall(446, ruleset, 0) == 0
    os.close(ruleset)
    return bool(held)


if __name__ == "__main__":
    main()
