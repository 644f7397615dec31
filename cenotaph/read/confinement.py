"""The layers around a worker, each taking something away that no reader needs; what a system lacks is left out.

A parser is given bytes that anybody may have made. Whoever finds a hole in one must be left with as little as can
be: no network, no files but the libraries, no other process, bounded memory, time, output and open files. The layers
do not depend on each other, so that what one lacks another may hold.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from cenotaph.read import landlock, linux, system_calls

OPEN_FILES = 256
CHILDREN = 64
"""Processes a worker may have, itself and threads included: text recognition is a program of its own."""
_POLITE = 1
"""The niceness of a worker: whoever works at the machine goes before."""

_SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/opt", "/nix/store", "/gnu/store", "/snap", "/app",
)  # fmt: skip
"""Where systems keep programs, libraries, fonts and the data of text recognition: read and run."""
_SETTINGS = (
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/fonts", "/etc/localtime", "/etc/alternatives",
    "/dev/urandom", "/dev/random", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
)  # fmt: skip
"""What libraries look at when they are loaded: read."""

_PACKAGE = Path(__file__).parent.parent

_PASSED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "WINDIR", "TEMP", "TMP")
"""What of the environment a worker is told: where programs and libraries stand, and what Windows needs to start one."""


def environment() -> dict[str, str]:
    """The environment of a worker, without names, keys and tokens."""
    return {
        **{name: os.environ[name] for name in _PASSED if name in os.environ},
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        # threads of libraries would stand outside the layers, and compete with the other workers
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
    }


def before_libraries() -> tuple[str, ...]:
    """What is taken away while the process has a single thread: the network, and rights to come.

    Returns:
        The layers that hold, in words.
    """
    if sys.platform != "linux":
        return ()
    layers = (
        ("no new rights", linux.gain_nothing),
        ("a network of its own", linux.leave_the_network),
        ("no rights of an administrator", linux.drop_capabilities),
        ("no image of its memory", linux.leave_no_image),
        ("no life after its parent", linux.die_with_the_parent),
    )
    return tuple(name for name, take_away in layers if _holds(take_away))


def after_libraries(memory: int, output: int, shelf: Path | None) -> tuple[str, ...]:
    """What is taken away once the libraries are loaded: files, system calls, and resources without bound.

    Args:
        memory: bytes of address space beyond what is taken now.
        output: bytes of one file it writes.
        shelf: the folder it may write into.

    Returns:
        The layers that hold, in words.
    """
    held = list(_bound(memory, output))
    with contextlib.suppress(OSError):
        held.append(f"no files but the libraries (Landlock {landlock.shut_in(_allowed(shelf))})")
    if _holds(system_calls.refuse_calls):
        held.append("no risky system calls (seccomp)")
    return tuple(held)


def _holds(take_away: Callable[[], None]) -> bool:
    try:
        take_away()
    except OSError:
        return False
    return True


def _allowed(shelf: Path | None) -> list[tuple[Path, int]]:
    """Files and folders with the rights that stay; an archive's own files come in already opened."""
    found = [(Path(place), landlock.RUN) for place in _SYSTEM]
    found += [(Path(place), landlock.READ) for place in _SETTINGS]
    found += [(place, landlock.READ) for place in _libraries()]
    # modules are looked for by the names in the folder around the package; that folder may be a person's own
    found.append((_PACKAGE.parent, landlock.LIST))
    found.append((Path(os.devnull), landlock.USE))
    if data := os.environ.get("TESSDATA_PREFIX"):
        found.append((Path(data), landlock.READ))
    if program := shutil.which("tesseract"):
        found += [(Path(program), landlock.RUN), (Path(program).resolve(), landlock.RUN)]
    if shelf is not None:
        found.append((shelf, landlock.REPLACE))
    return found


def _libraries() -> list[Path]:
    """Where modules stand; not every folder in which Python looks for them, since a person's own may be among them."""
    installed = [Path(place) for place in (sys.prefix, sys.base_prefix)]
    on_path = [Path(place) for place in sys.path if place.endswith(("-packages", ".zip"))]
    return [*installed, *on_path, _PACKAGE]


def _bound(memory: int, output: int) -> list[str]:
    """Set what `resource` of this system can set, hard, so that it cannot be lifted from inside."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    taken = address_space()
    wanted = [
        ("bounded memory", "RLIMIT_AS", None if taken is None else taken + memory),
        ("bounded output", "RLIMIT_FSIZE", output),
        ("bounded open files", "RLIMIT_NOFILE", OPEN_FILES),
        ("no image on disk", "RLIMIT_CORE", 0),
        ("bounded processes", "RLIMIT_NPROC", CHILDREN if _counts_processes_apart() else None),
    ]
    held = []
    for layer, name, most in wanted:
        if most is not None and hasattr(resource, name) and _set(getattr(resource, name), most):
            held.append(layer)
    with contextlib.suppress(OSError):
        os.nice(_POLITE)
    return held


def _set(kind: int, most: int) -> bool:
    import resource

    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (most, most))
        return True
    return False


def _counts_processes_apart() -> bool:
    """Whether the kernel counts the processes of a user namespace apart from all others of the user.

    It does since Linux 5.14; elsewhere the limit would count a person's browser too. Administrators have no limit.
    """
    if sys.platform != "linux" or os.geteuid() != _NOBODY:
        return False
    numbers = os.uname().release.split("-")[0].split(".")[:2]
    return all(number.isdecimal() for number in numbers) and [int(number) for number in numbers] >= [5, 14]


_NOBODY = 65534
"""The user of a process in a user namespace in which nobody has a name."""


def address_space() -> int | None:
    """Bytes of address space this process has taken; None where the system does not tell."""
    try:
        import resource

        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return None


class Growth:
    """How much a process has grown in memory since this was made."""

    def __init__(self) -> None:
        self._statm: int | None = None
        with contextlib.suppress(OSError):
            self._statm = os.open("/proc/self/statm", os.O_RDONLY)
        self._first = self._resident()

    def bytes(self) -> int:
        """Bytes of memory beyond those at the start; 0 where the system does not tell."""
        return max(0, self._resident() - self._first)

    def _resident(self) -> int:
        if self._statm is None:
            return 0
        try:
            return int(os.pread(self._statm, 200, 0).split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 0


def allow_processor_time(seconds: float) -> None:
    """Let this process use so many seconds of processor time from now on, where the system counts it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
