"""What a reading process asked of the system, from strace: files opened, and anything that goes outside."""

import re
import shutil
import sys
from pathlib import Path

_CALLS = "network,%file,execve,ptrace"
_OPEN = re.compile(r"^(?:\[pid +\d+\] )?(?:\d+ +)?(\w+)\((.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HARMLESS = {"readlink", "readlinkat", "stat", "lstat", "newfstatat", "access", "faccessat", "faccessat2", "statx",
             "getcwd", "statfs", "chdir", "getdents64"}  # fmt: skip
"""They look, and bring nothing of a file's content."""
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")


def command(log: Path) -> list[str]:
    """What to put before a command, so that its calls are noted in files beginning with `log`."""
    return [
        shutil.which("strace") or "strace",
        "-f",
        "-qq",
        "-ff",
        "-o",
        str(log),
        "-s",
        "300",
        "-e",
        f"trace=%{_CALLS}",
    ]


def own_places() -> tuple[str, ...]:
    """Folders that Python itself loads from, and what libraries look for when they are loaded (fonts, mounts)."""
    root = str(Path(__file__).resolve().parent.parent)
    return (sys.prefix, sys.base_prefix, root, "/usr/lib", "/usr/share/locale", "/usr/share/zoneinfo", "/lib", "/lib64",
            "/etc/ld.so", "/proc/self/", "/proc/sys/", "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu",
            "/sys/fs/cgroup", "/dev/null", "/dev/urandom", "/usr/share/ca-certificates", "/etc/localtime",
            "/usr/share/fonts", "/usr/share/X11/fonts", "/usr/local/share/fonts", "/proc/mounts")  # fmt: skip


def strange(log: Path) -> list[str]:
    """Calls that a reader has no business making, each once: connections, programs, writing, other people's files."""
    allowed, found = own_places(), dict[str, None]()
    for file in sorted(log.parent.glob(f"{log.name}.*")):
        started = False
        for line in file.read_text(errors="replace").splitlines():
            match = _OPEN.match(line)
            if not match:
                continue
            call, rest = match.groups()
            if call == "execve" and not started:
                started = True
            elif call in _HARMLESS or call in ("recvmsg", "sendmsg", "recvfrom", "sendto", "socketpair", "getsockname",
                                               "getsockopt", "setsockopt", "getpeername", "shutdown"):  # fmt: skip
                continue
            elif call in ("openat", "open"):
                path = _PATH.search(rest)
                inside = path is not None and path[1].startswith(allowed)
                if not inside or (_WRITES.search(rest) and path[1] != "/dev/null"):  # type: ignore[index]
                    found[line[:300]] = None
            else:
                found[line[:300]] = None
    return list(found)
