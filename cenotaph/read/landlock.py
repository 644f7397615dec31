"""Landlock (Linux 5.13 and later): a process gives up, for good, all files but some, and the network.

Source: https://docs.kernel.org/userspace-api/landlock.html; the numbers are those of <linux/landlock.h>.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Sequence
from pathlib import Path

from cenotaph.read.linux import ask_by_number

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_RIGHTS_BY_VERSION = (0, 13, 14, 15, 15, 16)
"""How many rights over files each version knows, from 1 on; version 4 added the network instead."""
_NETWORK = 0b11  # to take a TCP port, to connect to one
_SCOPES = 0b11  # abstract Unix sockets, signals

READ = _READ_FILE | _READ_FOLDER
LIST = _READ_FOLDER
RUN = READ | _EXECUTE
REPLACE = _WRITE_FILE | _MAKE_FILE | _REMOVE_FILE | _TRUNCATE
"""Write new files and remove them, without looking at what else is there."""
USE = _READ_FILE | _WRITE_FILE
"""Read and write one file that is there."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _layout_ = "ms"  # what packing means; Python asks for it from 3.14 on
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("place", ctypes.c_int32))


def version() -> int:
    """Which version of Landlock the kernel offers.

    Raises:
        OSError: none, or it is switched off.
    """
    return ask_by_number(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))


def shut_in(allowed: Sequence[tuple[Path, int]]) -> int:
    """Leave this process the named rights under the named paths and no other; its network and signals end too.

    Args:
        allowed: paths, each with its rights; those that are not there are passed over.

    Returns:
        The version of Landlock that holds: from 4 on without TCP, from 6 on without reaching other processes.

    Raises:
        OSError: the kernel has no Landlock, or refuses.
    """
    offered = version()
    handled = (1 << _RIGHTS_BY_VERSION[min(offered, len(_RIGHTS_BY_VERSION) - 1)]) - 1
    attributes = _Ruleset(handled, _NETWORK if offered >= 4 else 0, _SCOPES if offered >= 6 else 0)
    size = 24 if offered >= 6 else 16 if offered >= 4 else 8
    rules = ask_by_number(_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for path, rights in allowed:
            _allow(rules, path, rights & handled)
        ask_by_number(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0))
    finally:
        os.close(rules)
    return offered


def _allow(rules: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ELOOP):
            return
        raise
    try:
        if not path.is_dir():
            rights &= _OF_A_FILE
        rule = _Beneath(rights, place)
        ask_by_number(
            _ADD_RULE, ctypes.c_int(rules), ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0)
        )
    finally:
        os.close(place)
