"""System calls that a caged process gives up (seccomp): starting programs, calling out, changing files."""

import ctypes
import errno
import os
import struct

_PR_SET_SECCOMP, _FILTER = 22, 2
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE, _ABSENT = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000
# From the kernel's tables: name, number on x86-64, number on arm64 (None where that machine has no such call).
_PROGRAMS: tuple[tuple[int | None, int | None], ...] = (
    (59, 221),  # execve
    (322, 281),  # execveat
    (57, None),  # fork
    (58, None),  # vfork
)
_OUTSIDE: tuple[tuple[int | None, int | None], ...] = (
    (101, 117),  # ptrace
    (310, 270),  # process_vm_readv
    (311, 271),  # process_vm_writev
    (438, 438),  # pidfd_getfd
    (424, 424),  # pidfd_send_signal
    (272, 97),  # unshare
    (308, 268),  # setns
    (165, 40),  # mount
    (166, 39),  # umount2
    (161, 51),  # chroot
    (155, 41),  # pivot_root
    (304, 265),  # open_by_handle_at
    (321, 280),  # bpf
    (298, 241),  # perf_event_open
    (323, 282),  # userfaultfd
    (425, 425),  # io_uring_setup
    (250, 219),  # keyctl
    (248, 217),  # add_key
    (249, 218),  # request_key
)
_ALONE: tuple[tuple[int | None, int | None], ...] = (
    (62, 129),  # kill
    (42, 203),  # connect
    (49, 200),  # bind
    (50, 201),  # listen
)
_FILES: tuple[tuple[int | None, int | None], ...] = (
    (87, None),  # unlink
    (263, 35),  # unlinkat
    (82, None),  # rename
    (264, 38),  # renameat
    (316, 276),  # renameat2
    (83, None),  # mkdir
    (258, 34),  # mkdirat
    (86, None),  # link
    (265, 37),  # linkat
    (88, None),  # symlink
    (266, 36),  # symlinkat
    (133, None),  # mknod
    (259, 33),  # mknodat
    (90, None),  # chmod
    (91, 52),  # fchmod
    (268, 53),  # fchmodat
    (92, None),  # chown
    (93, 55),  # fchown
    (260, 54),  # fchownat
    (188, 5),  # setxattr
    (190, 7),  # fsetxattr
    (76, 45),  # truncate
)
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
_AF_UNIX = 1


def forbid(libc: ctypes.CDLL, *, network: bool = False, programs: bool = False) -> bool:
    """Refuses calls from here on, in every thread to come; False where the machine or the kernel cannot.

    A refused call fails with "operation not permitted": a reader that tries one goes on, or ends in an error.
    `network` keeps the network, `programs` leaves what a whole program needs: children, files, sockets that stay on
    this machine. Needs no_new_privs.
    """
    machine = _MACHINES.get(os.uname().machine)
    if machine is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    architecture, column = machine
    refused = [*_OUTSIDE]
    if not programs:
        refused += [*_PROGRAMS, *_FILES, *(() if network else _ALONE)]
    steps = _start(architecture)
    if not programs:
        steps += _threads_only(_CLONE[column], _CLONE3[column])
    if not network:
        steps += _no_sockets(_SOCKET[column], but_local=programs)
    for pair in refused:
        if (number := pair[column]) is not None:
            steps += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    steps.append(_step(_RETURN, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(steps))
    header = struct.pack("@HP", len(steps), ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, header, 0, 0) == 0)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction of the kernel's packet language; `yes` and `no` say how many to skip after a comparison."""
    return struct.pack("=HBBI", code, yes, no, value)


def _start(architecture: int) -> list[bytes]:
    return [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        # The 32-bit view of a 64-bit machine has the same calls under other numbers.
        _step(_AT_LEAST, _X32, 0, 1),
        _step(_RETURN, _REFUSE),
    ]


def _threads_only(clone: int, clone3: int) -> list[bytes]:
    """Threads may be made, processes not. clone3 hides its flags from a filter: without it, clone is used."""
    return [
        _step(_EQUAL, clone3, 0, 1),
        _step(_RETURN, _ABSENT),
        _step(_EQUAL, clone, 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _CLONE_THREAD, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]


def _no_sockets(socket: int, *, but_local: bool) -> list[bytes]:
    if not but_local:
        return [_step(_EQUAL, socket, 0, 1), _step(_RETURN, _REFUSE)]
    return [
        _step(_EQUAL, socket, 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, _AF_UNIX, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]
