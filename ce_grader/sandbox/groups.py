"""Control groups: what the processes of a submission use together, counted by the kernel.

Where systemd has handed its group over to the grader (`Delegate=yes`), each student's process
gets a group below it: all memory counts, that of files, sockets and pipes among it; so do
processes and threads; and each group has the same share of the cores. The limits of each process
hold besides, and everywhere.
"""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ce_grader.task import Limits

#: Whoever hands a group over to the grader says so: a container has one that is marked, too.
_ASKED_FOR = "CE_CONTROL_GROUPS"
_MOUNT = Path("/sys/fs/cgroup")
_MEMBERS = "cgroup.procs"
#: systemd's marks on a group that is handed over.
_MARKS = ("user.delegate", "trusted.delegate")
_CONTROLLERS = ("memory", "pids", "cpu")
#: The group of the grader itself: one that has members cannot be divided.
_OURS = "ce-grader"
_PREFIX = "ce-submission-"
_YOUNG_SECONDS = 60.0
#: Against 100 for each submission: what decides is not to wait for those that compute.
_OUR_WEIGHT = "1000"


@dataclass(frozen=True)
class Groups:
    """Where groups for submissions are made, if anywhere.

    Parameters
    ----------
    folder : str
        The group that is divided; nothing where there is none.
    controllers : tuple of str
        What is counted.
    reason : str
        Why there is none.
    """

    folder: str = ""
    controllers: tuple[str, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        if self.folder:
            return f"control groups count {', '.join(self.controllers)} of each submission"
        return f"limits hold for each process, and memory is watched: {self.reason}"


@functools.cache
def delegated() -> Groups:
    """Divide the group that this process was started in, if it has been handed over.

    Returns
    -------
    Groups
        The same for as long as this process lives.
    """
    if os.environ.get(_ASKED_FOR) != "1":
        return Groups(reason=f"no control groups are asked for ({_ASKED_FOR}=1)")
    group = _own_group()
    if group is None or not _is_handed_over(group):
        return Groups(reason="no control group (v2) is delegated to the grader")
    try:
        return _divided(group)
    except OSError as error:
        return Groups(reason=f"the control group cannot be divided ({error})")


def _own_group() -> Path | None:
    """Return the group of this process; the one above if an earlier run has divided it."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = [line.removeprefix("0::/") for line in lines if line.startswith("0::/")]
    if not found:
        return None
    group = _MOUNT / found[0]
    return group.parent if group.name == _OURS else group


def _is_handed_over(group: Path) -> bool:
    for mark in _MARKS:
        with contextlib.suppress(OSError, AttributeError):  # the latter where there is no Linux
            if os.getxattr(group, mark) == b"1":
                return True
    return False


def _divided(group: Path) -> Groups:
    """Move what runs in a group into one below, and have those below counted."""
    present = (group / "cgroup.controllers").read_text(encoding="utf-8").split()
    counted = tuple(name for name in _CONTROLLERS if name in present)
    if "memory" not in counted:
        return Groups(reason="the control group that is delegated does not count memory")
    ours = group / _OURS
    ours.mkdir(exist_ok=True)
    for pid in (group / _MEMBERS).read_text(encoding="utf-8").split():
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            (ours / _MEMBERS).write_text(pid, encoding="utf-8")
    wanted = " ".join(f"+{name}" for name in counted)
    (group / "cgroup.subtree_control").write_text(wanted, encoding="utf-8")
    if "cpu" in counted:
        (ours / "cpu.weight").write_text(_OUR_WEIGHT, encoding="utf-8")
    _remove_left(group)
    return Groups(str(group), counted)


def _remove_left(group: Path) -> None:
    """Remove the groups that a killed grader has left; one with members cannot be removed."""
    for path in group.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
                path.rmdir()


class Group:
    """The group of one student's process and of all that it starts.

    Parameters
    ----------
    folder : str
        Where to make it; nothing where there are no groups.
    limits : Limits
        What all of them may use together.
    """

    def __init__(self, folder: str, limits: Limits) -> None:
        self._path: Path | None = None
        if folder:
            self._path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
            self._set("memory.max", 2 * limits.memory)  # of the first one, and of all others
            self._set("memory.swap.max", 0)
            self._set("memory.oom.group", 1)
            self._set("pids.max", limits.processes)

    def _set(self, name: str, value: int) -> None:
        assert self._path is not None
        file = self._path / name
        if file.exists():  # not every kernel, and not every controller, has it
            file.write_text(str(value), encoding="utf-8")

    @contextlib.contextmanager
    def entrance(self) -> Iterator[list[int]]:
        """Open what a process writes "0" to in order to be in the group.

        Yields
        ------
        list of int
            The descriptor; none where there are no groups.
        """
        if self._path is None:
            yield []
            return
        descriptor = os.open(self._path / _MEMBERS, os.O_WRONLY)
        try:
            yield [descriptor]
        except OSError:  # nobody takes it
            self.remove()
            raise
        finally:
            os.close(descriptor)

    def ran_out(self) -> bool:
        """Return whether its processes were ended as they used too much memory.

        Returns
        -------
        bool
            False where there are no groups.
        """
        if self._path is None:
            return False
        events = (self._path / "memory.events").read_text(encoding="utf-8").split()
        return int(dict(zip(events[::2], events[1::2], strict=True)).get("oom_kill", 0)) > 0

    def remove(self) -> None:
        """Remove it; its processes have ended."""
        path, self._path = self._path, None
        if path is None:
            return
        for _ in range(100):
            with contextlib.suppress(OSError):  # the kernel may not be done with the last of them
                return path.rmdir()
            time.sleep(0.01)
