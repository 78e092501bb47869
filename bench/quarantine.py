"""A network of one's own, without a way out, in which every packet that a program sends is seen. Linux only."""

import ctypes
import fcntl
import os
import select
import socket
import struct
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

NO_NAMESPACES = 3
_NEWUSER, _NEWNET, _NEWNS = 0x10000000, 0x40000000, 0x00020000
_SIOCSIFADDR, _SIOCGIFFLAGS, _SIOCSIFFLAGS, _SIOCADDRT = 0x8916, 0x8913, 0x8914, 0x890B
_IFF_UP, _RTF_UP = 0x1, 0x1
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000


class _Route(ctypes.Structure):
    """`struct rtentry` of <net/route.h>."""

    _fields_ = [
        ("pad1", ctypes.c_ulong),
        ("destination", ctypes.c_ubyte * 16),
        ("gateway", ctypes.c_ubyte * 16),
        ("mask", ctypes.c_ubyte * 16),
        ("flags", ctypes.c_ushort),
        ("pad2", ctypes.c_short),
        ("pad3", ctypes.c_ulong),
        ("tos", ctypes.c_ubyte),
        ("kind", ctypes.c_ubyte),
        ("pad4", ctypes.c_short * 3),
        ("metric", ctypes.c_short),
        ("device", ctypes.c_void_p),
        ("mtu", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("irtt", ctypes.c_ushort),
    ]


_EMPTY = (Path("/tmp"), Path("/var/tmp"))


def needed(*more: Path) -> list[Path]:
    """What must stay to be seen: this checkout, the Python that runs it, and `more`; outermost first."""
    wanted = {Path(p).resolve() for p in (Path(__file__).parent.parent, sys.prefix, sys.base_prefix, *more)}
    return sorted(p for p in wanted if not any(p.is_relative_to(q) for q in wanted - {p}))


def enter(*, nameserver: str | None = None, keep: Iterable[Path] = ()) -> None:
    """Moves this process, before it starts a thread, into a network of its own with only `lo`.

    All traffic goes to `lo`, so that an attempt to reach any address is a packet to be seen there. /tmp and /var/tmp
    are of this process alone and empty, but for what is `needed` and for the folders to `keep`. `nameserver` is an
    address to ask for names instead of the system's own. OSError when the system does not allow namespaces.
    """
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEWUSER | _NEWNET | _NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "no namespaces of one's own")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    here = Path.cwd()
    hidden = [p for p in needed(*keep) if any(p.is_relative_to(empty.resolve()) for empty in _EMPTY)]
    # An open folder can still be reached once something else lies over its path.
    held = {path: os.open(path, os.O_PATH | os.O_DIRECTORY) for path in hidden}
    for folder in _EMPTY:
        if libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, None) != 0:
            raise OSError(ctypes.get_errno(), "no /tmp of one's own")
    for path, number in held.items():
        path.mkdir(parents=True)
        if libc.mount(f"/proc/self/fd/{number}".encode(), bytes(path), None, _MS_BIND, None) != 0:
            raise OSError(ctypes.get_errno(), f"{path} cannot be kept")
        os.close(number)
    os.chdir(here if here.exists() else "/")
    if nameserver:
        resolver = Path("/tmp/resolv.conf")
        resolver.write_text(f"nameserver {nameserver}\noptions timeout:1 attempts:1\n")
        if libc.mount(bytes(resolver), b"/etc/resolv.conf", None, _MS_BIND, None) != 0:
            raise OSError(ctypes.get_errno(), "no other /etc/resolv.conf")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        flags = struct.unpack("16sh", fcntl.ioctl(control, _SIOCGIFFLAGS, struct.pack("16sh", b"lo", 0)))[1]
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | _IFF_UP))
        lo = ctypes.create_string_buffer(b"lo")
        any_address = (ctypes.c_ubyte * 16)(*struct.pack("=H14x", socket.AF_INET))
        route = _Route(0, any_address, any_address, any_address, _RTF_UP, device=ctypes.addressof(lo))
        fcntl.ioctl(control, _SIOCADDRT, bytes(route))


def enter_or_leave(*, nameserver: str | None = None, keep: Iterable[Path] = ()) -> None:
    """As `enter`; ends the program with `NO_NAMESPACES` and a sentence where the system does not allow it."""
    try:
        enter(nameserver=nameserver, keep=keep)
    except OSError as error:
        print(f"this needs namespaces of its own, and the system gives none: {error}")
        sys.exit(NO_NAMESPACES)


def add_address(address: str, alias: int = 1) -> None:
    """Gives `lo` one more IPv4 address, of whatever network."""
    sockaddr = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(address))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SIOCSIFADDR, struct.pack("16s16s8x", f"lo:{alias}".encode(), sockaddr))


class Watch:
    """Counts the packets in this network, and the connections to a listener on port 9 and 80 of this machine."""

    def __init__(self) -> None:
        self.packets: list[str] = []
        self._raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
        self._raw.bind(("lo", 0))
        self._listeners = [socket.create_server(("127.0.0.1", port)) for port in (9, 80)]
        self.accepted = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while True:
            ready, _, _ = select.select([self._raw, *self._listeners], [], [])
            for one in ready:
                if one is self._raw:
                    self.packets.append(_describe(self._raw.recv(2048)))
                else:
                    one.accept()[0].close()
                    self.accepted += 1

    def proves_itself(self) -> bool:
        """Whether a call to the listener and one to a far address are both noticed; forgets them afterwards."""
        for address in (("127.0.0.1", 9), ("203.0.113.7", 80)):
            with socket.socket() as probe:
                probe.settimeout(0.3)
                probe.connect_ex(address)
        self._settle()
        seen = self.accepted == 1 and any("203.0.113.7" in packet for packet in self.packets)
        self.forget()
        return seen

    def _settle(self) -> None:
        import time

        time.sleep(0.2)

    def forget(self) -> None:
        self.packets.clear()
        self.accepted = 0


def _describe(frame: bytes) -> str:
    kind = int.from_bytes(frame[12:14], "big")
    if kind == 0x0800:
        return f"IPv4 protocol {frame[23]} to {socket.inet_ntoa(frame[30:34])}"
    if kind == 0x86DD:
        return f"IPv6 to {socket.inet_ntop(socket.AF_INET6, frame[38:54])}"
    return f"type {kind:#06x}"
