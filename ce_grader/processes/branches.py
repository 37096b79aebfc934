"""Branches: forks of the two warm parents that remember one assignment's own cells."""

from __future__ import annotations

import contextlib
import logging
import pickle
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ce_grader.processes import zygote
from ce_grader.task import Rehearsal, Task
from ce_grader.wire.errors import WireError
from ce_grader.wire.frames import Channel

_log = logging.getLogger("ce_grader")
#: formgrader lives for weeks, and a source that is edited makes another rehearsal.
MOST_BRANCHES = 8
#: Bytes; the outputs of a whole notebook, from a process that is trusted.
_LONGEST_REPORT = 2**32


@dataclass(frozen=True)
class Pair:
    """Where the two sides take requests for children.

    Parameters
    ----------
    trusted, student : socket.socket
        The control sockets of two warm parents, or of two branches.
    """

    trusted: socket.socket
    student: socket.socket

    def begin(self, task: Task) -> Channel:
        """Have a new trusted process grade a task.

        Parameters
        ----------
        task : Task
            With a seed.

        Returns
        -------
        Channel
            Where its findings come from.
        """
        mine, its = socket.socketpair()
        with its:
            zygote.send_request(self.trusted, {}, [its.fileno(), self.student.fileno()])
        channel = Channel(mine, _LONGEST_REPORT)
        channel.send(pickle.dumps(task))
        return channel

    def close(self) -> None:
        """Hang up on both."""
        self.trusted.close()
        self.student.close()


@dataclass
class _Branch:
    """The pair of processes that remember one rehearsal, once it was held."""

    pair: Pair | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Branches:
    """The branches of one pair of warm parents, shared by the threads of this process.

    Parameters
    ----------
    parents : Pair
        What they fork from.
    """

    def __init__(self, parents: Pair) -> None:
        self.parents = parents
        self._known: dict[Rehearsal, _Branch] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._known)

    def begin(self, task: Task) -> Channel:
        """Have a trusted process grade a task that names a rehearsal; hold it if need be.

        Parameters
        ----------
        task : Task
            With a seed and a rehearsal.

        Returns
        -------
        Channel
            Where the findings come from.
        """
        with self._held(task.rehearsal) as pair:
            return pair.begin(replace(task, rehearsal=Rehearsal()))

    def hold(self, rehearsal: Rehearsal) -> None:
        """Rehearse now what is to be graded later.

        Parameters
        ----------
        rehearsal : Rehearsal
            Of an assignment.
        """
        with self._held(rehearsal):
            pass

    @contextlib.contextmanager
    def _held(self, rehearsal: Rehearsal) -> Iterator[Pair]:
        branch = self._branch_for(rehearsal)
        with branch.lock:  # others may rehearse another assignment meanwhile
            if branch.pair is None:
                branch.pair = self._rehearsed(rehearsal)
            yield branch.pair

    def _branch_for(self, rehearsal: Rehearsal) -> _Branch:
        """Return the branch of a rehearsal; hang up on the oldest when there are too many."""
        with self._lock:
            if rehearsal not in self._known and len(self._known) >= MOST_BRANCHES:
                self._drop(next(iter(self._known)))
            return self._known.setdefault(rehearsal, _Branch())

    def _rehearsed(self, rehearsal: Rehearsal) -> Pair:
        """Return a new pair, or the parents if the rehearsal goes wrong."""
        files = rehearsal.files
        started = [
            _start_branch(self.parents.trusted, rehearsal.trusted, files),
            _start_branch(self.parents.student, rehearsal.student, files),
        ]  # and only now wait for both
        problems = [_problem_of(channel) for _, channel in started]
        pair = Pair(started[0][0], started[1][0])
        if not any(problems):
            return pair
        pair.close()
        _log.info("graded without a rehearsal: %s", problems[0] or problems[1])
        return self.parents

    def _drop(self, rehearsal: Rehearsal) -> None:
        """Hang up on a branch; what it forked ends in its own time."""
        branch = self._known.pop(rehearsal)
        with branch.lock:
            pair, branch.pair = branch.pair, None
        if pair is not None and pair != self.parents:
            pair.close()

    def close(self) -> None:
        """Hang up on all of them, and on the parents."""
        for rehearsal in list(self._known):
            self._drop(rehearsal)
        self.parents.close()


def _start_branch(
    parent: socket.socket, sources: tuple[str, ...], files: tuple[tuple[str, bytes], ...]
) -> tuple[socket.socket, Channel]:
    """Ask a parent for a branch; return where it will take requests and where it reports."""
    control, its_control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine, its = socket.socketpair()
    with its_control, its:
        zygote.send_request(parent, zygote.BRANCH, [its_control.fileno(), its.fileno()])
    channel = Channel(mine, zygote.MAX_CELLS)
    channel.send(pickle.dumps((sources, files)))
    return control, channel


def _problem_of(channel: Channel) -> str:
    """Return why no submission can be forked from a new branch, or nothing."""
    try:
        # longer than a branch gives itself: a cell may hang where no signal reaches it
        deadline = time.monotonic() + zygote.REHEARSAL_SECONDS + 5
        return channel.receive(deadline).decode()
    except WireError as error:
        return str(error)
    finally:
        channel.close()
