"""What a process may ask of the Linux kernel to lose rights for good, which Python has no words for."""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from typing import Any

_NEW_USER, _NEW_IPC, _NEW_NETWORK = 0x10000000, 0x08000000, 0x40000000  # <linux/sched.h>, CLONE_NEW...
_SET_PARENT_DEATH, _SET_DUMPABLE, _SET_NO_NEW_PRIVILEGES = 1, 4, 38  # <linux/prctl.h>
_KILL = 9
_CAPABILITIES_VERSION = 0x20080522  # <linux/capability.h>
_OVERRIDE_ACCESS = 1 << 1  # CAP_DAC_OVERRIDE


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@functools.cache
def _library() -> Any:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def ask(name: str, *arguments: Any) -> int:
    """Call a function of the C library.

    Raises:
        OSError: the kernel refused, or has no such call.
    """
    if sys.platform != "linux":
        raise OSError("this is not Linux")
    try:
        function = getattr(_library(), name)
    except AttributeError as error:
        raise OSError(f"the C library has no {name}") from error
    result: int = function(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def ask_by_number(number: int, *arguments: Any) -> int:
    """Make a system call that the C library has no function for.

    Raises:
        OSError: the kernel refused, or has no such call.
    """
    return ask("syscall", ctypes.c_long(number), *arguments)


def leave_the_network() -> None:
    """Go into a network of one's own in which nothing is, not even the machine itself.

    An ordinary user needs a user namespace for it, in which nobody has a name; files stay as they were.

    Raises:
        OSError: the system forbids it (containers and some distributions do).
    """
    apart = _NEW_NETWORK | _NEW_IPC
    ask("unshare", apart if os.geteuid() == 0 else apart | _NEW_USER)


def gain_nothing() -> None:
    """Let no program started from here gain rights by its owner or its marks on disk.

    Raises:
        OSError: the kernel refused.
    """
    _control(_SET_NO_NEW_PRIVILEGES, 1)


def leave_no_image() -> None:
    """Let a crash leave no image of the memory, in which the files that were read stand, and nobody look into it.

    Raises:
        OSError: the kernel refused.
    """
    _control(_SET_DUMPABLE, 0)


def die_with_the_parent() -> None:
    """End when the thread that started this process ends, however it ends.

    Raises:
        OSError: the kernel refused.
    """
    _control(_SET_PARENT_DEATH, _KILL)


def drop_capabilities() -> None:
    """Give up what the administrator may do beyond others, save to write into the folders of others.

    Raises:
        OSError: the kernel refused.
    """
    kept = _OVERRIDE_ACCESS if os.geteuid() == 0 else 0
    header = _Header(_CAPABILITIES_VERSION, 0)
    both = (_Capabilities * 2)(_Capabilities(kept, kept, 0), _Capabilities(0, 0, 0))
    ask("capset", ctypes.byref(header), both)


def _control(option: int, value: int) -> None:
    ask("prctl", option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))
