"""The calls into the Linux kernel that Python 3.11 does not offer; each raises `OSError`."""

from __future__ import annotations

import ctypes
import os

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x00020000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
MS_RDONLY, MS_NOSUID, MS_NODEV = 1, 2, 4
_PDEATHSIG, _CAPBSET_DROP, _CHILD_SUBREAPER, _NO_NEW_PRIVS = 1, 24, 36, 38
_LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    """Leave the namespaces shared with the parent.

    Parameters
    ----------
    flags : int
        Which kinds of namespace.
    """
    _check(_libc.unshare(flags), "unshare")


def mount_tmpfs(target: str, options: str, flags: int = MS_NOSUID | MS_NODEV) -> None:
    """Mount an empty file system in memory.

    Parameters
    ----------
    target : str
        Over which folder.
    options : str
        Of tmpfs: its size, mode and owner.
    flags : int
        Of mount(2).
    """
    arguments = (b"tmpfs", target.encode(), b"tmpfs", flags, options.encode())
    _check(_libc.mount(*arguments), f"mount {target}")


def mount_terminals(target: str) -> None:
    """Mount a file system of pseudo-terminals that nobody else has.

    Parameters
    ----------
    target : str
        Over which folder.
    """
    arguments = (b"devpts", target.encode(), b"devpts", MS_NOSUID, b"newinstance,ptmxmode=0666")
    _check(_libc.mount(*arguments), f"mount {target}")


def die_with_parent(signal: int) -> None:
    """Ask for a signal when the parent dies.

    Parameters
    ----------
    signal : int
        Its number.
    """
    _check(_libc.prctl(_PDEATHSIG, signal, 0, 0, 0), "prctl")


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent dies."""
    _check(_libc.prctl(_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def no_new_privileges() -> None:
    """Let no program gain privileges from now on."""
    _check(_libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def drop_capabilities() -> None:
    """Give up every capability, for good."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)  # the last ones do not exist everywhere
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, nothing), "capset")
