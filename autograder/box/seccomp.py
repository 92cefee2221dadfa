"""The system calls that a box may not make, as a BPF program.

A deny list: TensorFlow uses far too many calls for an allow list that would survive its next
release, and namespaces and Landlock stand behind it. What is denied is what they do not cover, or
what only ever serves to climb.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from autograder.box import kernel

_DENIED = {
    "x86_64": {
        # other processes' memory
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "pidfd_getfd": 438, "process_madvise": 440,
        # objects that no namespace of ours separates
        "add_key": 248, "request_key": 249, "keyctl": 250, "flock": 73,
        # kernel surface
        "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425,
        "io_uring_enter": 426, "io_uring_register": 427, "modify_ldt": 154, "iopl": 172,
        "ioperm": 173, "lookup_dcookie": 212, "vmsplice": 278, "fanotify_init": 300,
        "fanotify_mark": 301, "name_to_handle_at": 303, "open_by_handle_at": 304,
        "quotactl": 179, "quotactl_fd": 443, "syslog": 103, "acct": 163, "personality": 135,
        # memory that no limit of ours counts
        "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "shmat": 30, "shmctl": 31,
        "shmdt": 67, "semget": 64, "semop": 65, "semctl": 66, "semtimedop": 220, "msgget": 68,
        "msgsnd": 69, "msgrcv": 70, "msgctl": 71, "mq_open": 240, "mq_unlink": 241,
        "remap_file_pages": 216, "mbind": 237, "set_mempolicy": 238, "migrate_pages": 256,
        "move_pages": 279,
        # namespaces and mounts
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272,
        "setns": 308, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
        "fsmount": 432, "fspick": 433, "mount_setattr": 442, "mknod": 133, "mknodat": 259,
        # the machine
        "swapon": 167, "swapoff": 168, "reboot": 169, "sethostname": 170, "setdomainname": 171,
        "init_module": 175, "delete_module": 176, "finit_module": 313, "kexec_load": 246,
        "kexec_file_load": 320, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159,
        "clock_adjtime": 305, "vhangup": 153, "uselib": 134,
        # other processes' share of the machine
        "ioprio_set": 251, "sched_setparam": 142, "sched_setscheduler": 144,
        "sched_setattr": 314,
    },
    "aarch64": {
        "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
        "pidfd_getfd": 438, "process_madvise": 440,
        "add_key": 217, "request_key": 218, "keyctl": 219, "flock": 32,
        "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "io_uring_setup": 425,
        "io_uring_enter": 426, "io_uring_register": 427, "lookup_dcookie": 18, "vmsplice": 75,
        "fanotify_init": 262, "fanotify_mark": 263, "name_to_handle_at": 264,
        "open_by_handle_at": 265, "quotactl": 60, "quotactl_fd": 443, "syslog": 116, "acct": 89,
        "personality": 92,
        "memfd_create": 279, "memfd_secret": 447, "shmget": 194, "shmctl": 195, "shmat": 196,
        "shmdt": 197, "semget": 190, "semctl": 191, "semtimedop": 192, "semop": 193,
        "msgget": 186, "msgctl": 187, "msgrcv": 188, "msgsnd": 189, "mq_open": 180,
        "mq_unlink": 181, "remap_file_pages": 234, "mbind": 235, "set_mempolicy": 237,
        "migrate_pages": 238, "move_pages": 239,
        "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268,
        "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432,
        "fspick": 433, "mount_setattr": 442, "mknodat": 33,
        "swapon": 224, "swapoff": 225, "reboot": 142, "sethostname": 161, "setdomainname": 162,
        "init_module": 105, "delete_module": 106, "finit_module": 273, "kexec_load": 104,
        "kexec_file_load": 294, "settimeofday": 170, "clock_settime": 112, "adjtimex": 171,
        "clock_adjtime": 266, "vhangup": 58,
        "ioprio_set": 30, "sched_setparam": 118, "sched_setscheduler": 119,
        "sched_setattr": 274,
    },
}  # fmt: skip

# Changes of modes, owners, times and attributes: Landlock does not know them, so where it is the
# first wall they are denied too. Behind a read-only root they reach nothing.
_DENIED_WITHOUT_ROOT = {
    "x86_64": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452),
    "aarch64": (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452),
}

# architecture token, clone, clone3, socket, socketpair, ioctl, prlimit64, setpriority,
# sched_setaffinity
_NUMBERS = {
    "x86_64": (0xC000003E, 56, 435, 41, 53, 16, 302, 141, 203),
    "aarch64": (0xC00000B7, 220, 435, 198, 199, 29, 261, 140, 122),
}
_NEW_NAMESPACES = kernel.ALL_BUT_USER | kernel.CLONE_NEWUSER | 0x80
_AF_UNIX = 1
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C

_LOAD, _JUMP_EQUAL, _JUMP_SET, _JUMP_NOT_LESS, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NUMBER_AT, _ARCH_AT, _ARGUMENT_AT = 0, 4, 16


def _errno(number: int) -> int:
    return 0x00050000 | number


def _only_zero(call: int, *arguments: int) -> list[tuple[int, int, int, int]]:
    """Allows a call only where these arguments are zero."""
    code = [(_JUMP_EQUAL, 0, 2 * len(arguments) + 2, call)]
    for position, argument in enumerate(arguments):
        left = len(arguments) - position - 1
        code.append((_LOAD, 0, 0, _ARGUMENT_AT + 8 * argument))
        # Zero: on to the next argument, or past the refusal; else to the refusal.
        code.append((_JUMP_EQUAL, 1 if left == 0 else 0, 2 * left, 0))
    return [*code, (_RETURN, 0, 0, _errno(errno.EPERM)), (_RETURN, 0, 0, _ALLOW)]


def program(machine: str, *, own_root: bool) -> bytes:
    """The filter for ``machine`` as ``struct sock_filter[]``.

    Args:
        machine: as ``platform.machine()`` names it.
        own_root: whether the process stands in a read-only root of its own.

    Raises:
        OSError: there is no list for this architecture.
    """
    if machine not in _DENIED:
        raise OSError(errno.ENOSYS, f"no list of system calls for {machine}")
    arch, clone, clone3, socket, socketpair, ioctl, prlimit, priority, affinity = _NUMBERS[machine]
    code = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_JUMP_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        # The second table of x86-64 (x32) would be a way round every number below.
        (_JUMP_NOT_LESS, 0, 1, 0x40000000),
        (_RETURN, 0, 0, _errno(errno.ENOSYS)),
    ]
    denied = set(_DENIED[machine].values())
    if not own_root:
        # Nor sockets: Landlock lets one talk to any server that listens at a path.
        denied |= {*_DENIED_WITHOUT_ROOT[machine], socket}
    for number in sorted(denied):
        code += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _errno(errno.EPERM))]
    # clone3 hides its flags behind a pointer; libc falls back to clone.
    code += [(_JUMP_EQUAL, 0, 1, clone3), (_RETURN, 0, 0, _errno(errno.ENOSYS))]
    code += [
        (_JUMP_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, _ARGUMENT_AT),
        (_JUMP_SET, 0, 1, _NEW_NAMESPACES),
        (_RETURN, 0, 0, _errno(errno.EPERM)),
        (_RETURN, 0, 0, _ALLOW),
    ]
    for call in (socket, socketpair):
        code += [
            (_JUMP_EQUAL, 0, 4, call),
            (_LOAD, 0, 0, _ARGUMENT_AT),
            (_JUMP_EQUAL, 1, 0, _AF_UNIX),
            (_RETURN, 0, 0, _errno(errno.EAFNOSUPPORT)),
            (_RETURN, 0, 0, _ALLOW),
        ]
    # One's own limits, priority and processors (process 0) may be changed, those of others not.
    code += _only_zero(prlimit, 0) + _only_zero(priority, 0, 1)
    if not own_root:
        code += _only_zero(affinity, 0)
    code += [
        (_JUMP_EQUAL, 0, 4, ioctl),
        (_LOAD, 0, 0, _ARGUMENT_AT + 8),
        (_JUMP_EQUAL, 1, 0, _TIOCSTI),
        (_JUMP_EQUAL, 0, 1, _TIOCLINUX),
        (_RETURN, 0, 0, _errno(errno.EPERM)),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def restrict(*, own_root: bool) -> None:
    """Installs the filter for this process and all it will start. Needs ``no_new_privs``.

    Args:
        own_root: whether the process stands in a read-only root of its own.

    Raises:
        OSError: the kernel refused, or the architecture is not known.
    """
    code = program(platform.machine(), own_root=own_root)
    description = _Program(len(code) // 8, code)
    kernel.prctl(22, 2, ctypes.addressof(description))
