"""A filter on system calls (seccomp): what no reader of a file has reason to ask of the kernel is refused.

A list of what is refused, not of what is allowed: a reader uses libraries whose needs change from version to
version, and a file must not become unreadable because of that. What stands here opens ways out (sockets, other
processes) or the corners of the kernel in which its holes were found (namespaces, mounts, BPF, io_uring, keys).

Source: https://docs.kernel.org/userspace-api/seccomp_filter.html; numbers from <asm/unistd_64.h> and
<asm-generic/unistd.h>.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys

from cenotaph.read.linux import ask_by_number

_BOTH = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "pidfd_open": 434, "pidfd_getfd": 438,
    "mount_setattr": 442,
}  # fmt: skip
_X86_64 = {
    "socket": 41, "ptrace": 101, "syslog": 103, "setpgid": 109, "setsid": 112, "personality": 135, "modify_ldt": 154,
    "pivot_root": 155, "chroot": 161, "acct": 163, "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167,
    "swapoff": 168, "reboot": 169, "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173,
    "init_module": 175, "delete_module": 176, "quotactl": 179, "clock_settime": 227, "kexec_load": 246,
    "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298, "fanotify_init": 300,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310,
    "process_vm_writev": 311, "finit_module": 313, "kexec_file_load": 320, "bpf": 321, "userfaultfd": 323,
}  # fmt: skip
_AARCH64 = {
    "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "quotactl": 60, "acct": 89, "personality": 92,
    "unshare": 97, "kexec_load": 104, "init_module": 105, "delete_module": 106, "clock_settime": 112, "syslog": 116,
    "ptrace": 117, "reboot": 142, "setpgid": 154, "setsid": 157, "sethostname": 161, "setdomainname": 162,
    "settimeofday": 170, "socket": 198, "add_key": 217, "request_key": 218, "keyctl": 219, "swapon": 224,
    "swapoff": 225, "perf_event_open": 241, "fanotify_init": 262, "name_to_handle_at": 264, "open_by_handle_at": 265,
    "clock_adjtime": 266, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273,
    "bpf": 280, "userfaultfd": 282, "kexec_file_load": 294,
}  # fmt: skip
_PROCESSORS = {
    # name: (its number in <linux/audit.h>, seccomp, clone, what is refused)
    "x86_64": (0xC000003E, 317, 56, _X86_64),
    "aarch64": (0xC00000B7, 277, 220, _AARCH64),
}
_CLONE_3 = 435
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW... flag
_FOREIGN_CALLS = 0x40000000  # from here on, calls of the x32 kind, which no program here makes

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # <linux/bpf_common.h>
_NUMBER_AT, _PROCESSOR_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # struct seccomp_data
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_SET_FILTER, _ALL_THREADS = 1, 1


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def refuse_calls() -> None:
    """Refuse this process, its threads and its children the system calls listed here, for good.

    Raises:
        OSError: the kernel has no filters, or the calls of this processor are not known here.
    """
    if sys.platform != "linux":
        raise OSError("this is not Linux")
    machine = os.uname().machine
    if machine not in _PROCESSORS or ctypes.sizeof(ctypes.c_void_p) != 8:
        raise OSError(f"the system calls of {machine} are not known")
    processor, seccomp, clone, refused = _PROCESSORS[machine]
    lines = _filter(processor, clone, sorted({*refused.values(), *_BOTH.values()}))
    program = _Program(len(lines), (_Instruction * len(lines))(*lines))
    ask_by_number(seccomp, ctypes.c_uint(_SET_FILTER), ctypes.c_uint(_ALL_THREADS), ctypes.byref(program))


def _filter(processor: int, clone: int, refused: list[int]) -> list[_Instruction]:
    """The program the kernel runs at each call; a jump counts the instructions it passes over."""
    refuse = _Instruction(_RETURN, 0, 0, _ERROR | errno.EPERM)
    lines = [
        _Instruction(_LOAD, 0, 0, _PROCESSOR_AT),
        _Instruction(_IF_EQUAL, 1, 0, processor),
        refuse,
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
        _Instruction(_IF_AT_LEAST, 0, 1, _FOREIGN_CALLS),
        refuse,
        # its flags lie in memory, where a filter cannot look; told that it is unknown, C libraries take clone
        _Instruction(_IF_EQUAL, 0, 1, _CLONE_3),
        _Instruction(_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    for number in refused:
        lines += [_Instruction(_IF_EQUAL, 0, 1, number), refuse]
    return [
        *lines,
        _Instruction(_IF_EQUAL, 0, 3, clone),
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        _Instruction(_IF_ANY_BIT, 0, 1, _NEW_NAMESPACES),
        refuse,
        _Instruction(_RETURN, 0, 0, _ALLOW),
    ]
