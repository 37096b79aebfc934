"""Separating one student's process from its siblings, and limiting what it uses.

Two processes a submission. The *supervisor* makes new namespaces, forks, and waits: it kills
what is left when the trusted side hangs up. The forked child is the first process of its own
process namespace, so that its end is the end of everything that it started.
"""

from __future__ import annotations

import os
import random
import resource
from collections.abc import Mapping
from typing import Any

from ce_grader.sandbox import filter as seccomp
from ce_grader.sandbox import kernel

_FILES = 20_000  # an empty file costs kernel memory, which no other limit counts
_NAMESPACES = (
    kernel.NEWPID | kernel.NEWNS | kernel.NEWIPC | kernel.NEWNET | kernel.NEWUTS
)  # fmt: skip


def separate() -> int | None:
    """Leave the namespaces of the siblings; the next fork is the first of the new ones.

    Returns
    -------
    int or None
        The user to become in the child, where there are several to choose from; with one user
        only, a user namespace of its own keeps the count of processes apart.
    """
    if _has_many_users():
        kernel.unshare(_NAMESPACES)
        return 20_000 + random.SystemRandom().randrange(40_000)
    user, group = os.getuid(), os.getgid()
    kernel.unshare(_NAMESPACES | kernel.NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    return None


def _has_many_users() -> bool:
    with open("/proc/self/uid_map") as file:
        return any(int(line.split()[2]) > 60_000 for line in file)


def enter(user: int | None, limits: Mapping[str, Any]) -> int | None:
    """Finish the confinement in the first process of the new namespaces.

    Parameters
    ----------
    user : int or None
        Whom to become, as `separate` says.
    limits : mapping
        The submission's, by name.

    Returns
    -------
    int or None
        The descriptor of the filter's listener, if the filter has one.
    """
    owner = os.getuid() if user is None else user
    room = f"size={int(limits['disk'])},nr_inodes={_FILES},mode=700,uid={owner}"
    private = os.environ["TMPDIR"]
    kernel.mount_tmpfs(private, room)
    kernel.mount_tmpfs("/dev/shm", room)
    kernel.mount_terminals("/dev/pts")
    kernel.mount_tmpfs("/proc", "size=0,mode=555", kernel.MS_RDONLY)
    library = seccomp.load_library()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
    set_limits(limits)
    if user is not None:
        os.setresuid(user, user, user)
    kernel.drop_capabilities()
    kernel.no_new_privileges()
    os.makedirs(f"{private}/work")
    os.makedirs(f"{private}/home")
    os.chdir(f"{private}/work")
    return None if library is None else seccomp.install(library)


def set_limits(limits: Mapping[str, Any]) -> None:
    """Limit memory, processes, files and time of this process and its children.

    Parameters
    ----------
    limits : mapping
        The submission's, by name.
    """
    wanted = {
        resource.RLIMIT_AS: int(limits["memory"]),
        resource.RLIMIT_NPROC: int(limits["processes"]),
        resource.RLIMIT_FSIZE: int(limits["file_size"]),
        resource.RLIMIT_NOFILE: int(limits["open_files"]),
        resource.RLIMIT_CPU: int(limits["submission_seconds"]) + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, value in wanted.items():
        set_limit(kind, value)


def set_limit(kind: int, value: int) -> None:
    """Limit this process and its children; a lower limit that is there already stays.

    Parameters
    ----------
    kind : int
        One of `resource`'s.
    value : int
        The most.
    """
    _, hard = resource.getrlimit(kind)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (most, most))
