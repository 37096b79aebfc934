"""What the machine causes, and not the answer, is no verdict."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from ce_grader.processes import zygote
from ce_grader.sandbox.watch import MemoryWatch
from ce_grader.task import Limits
from ce_grader.trusted.errors import MachineBusy, MachineFailed, StudentStopped, StudentTimeout
from ce_grader.trusted.session import MOST_WAITING, Session
from ce_grader.trusted.verdicts import verdict_of
from ce_grader.wire.codec import Encoder
from ce_grader.wire.frames import Channel
from tests.grader.notebooks import answer, check, graded

SECONDS = 0.4


class Machine:
    """Plays a student's process and its supervisor over two sockets."""

    def __init__(
        self, idle: float = 0.0, answers_after: float | None = None, late: Iterable[float] = ()
    ) -> None:
        self._control, self._its_control = socket.socketpair()
        self.session = Session(self._control, Limits(), "")
        with patch.object(zygote, "send_request", self._take):
            self.session.start()
        self._idle, self._late = idle, iter(late)
        self._began = time.monotonic()
        threading.Thread(target=self._supervise, daemon=True).start()
        if answers_after is not None:
            threading.Timer(answers_after, self._answer).start()

    def _take(self, control: object, request: object, descriptors: list[int]) -> None:
        self._student, self._supervisor = (
            socket.socket(fileno=os.dup(number)) for number in descriptors
        )

    def _supervise(self) -> None:
        """Say that the process has waited for so much of the time; pass interrupts on."""
        while order := self._supervisor.recv(1):
            if order == b"w":
                time.sleep(next(self._late, 0))  # it has no core either
                waited = (time.monotonic() - self._began) * self._idle
                self._supervisor.send(json.dumps({"waited": waited}).encode())
            else:
                self._answer()
        self._supervisor.close()  # whoever waits for last words need not wait any longer

    def _answer(self) -> None:
        Channel(self._student, 2**20).send(Encoder().encode({"id": 1, "value": 3}))

    def end(self, report: dict[str, object]) -> None:
        """End the process, with these last words of the supervisor."""
        self._supervisor.send(json.dumps(report).encode())
        self._student.close()

    def close(self) -> None:
        """Close all that is open."""
        self.session.close()
        for end in (self._its_control, self._control, self._student, self._supervisor):
            end.close()


def test_time_in_which_the_machine_was_busy_does_not_count() -> None:
    """The answer comes after twice the time, of which the process had next to nothing."""
    with closing(Machine(idle=0.95, answers_after=2 * SECONDS)) as machine:
        assert machine.session.ask("call", SECONDS)["value"] == 3


def test_an_answer_that_uses_up_its_own_time_is_late() -> None:
    """Whether it computes or sleeps."""
    with closing(Machine()) as machine, pytest.raises(StudentTimeout) as caught:
        machine.session.ask("call", SECONDS)
    assert not isinstance(caught.value, MachineBusy)


def test_a_machine_that_stays_busy_is_no_verdict() -> None:
    """It is waited for several times as long, and then the answer is not blamed."""
    began = time.monotonic()
    with closing(Machine(idle=0.98)) as machine, pytest.raises(MachineBusy) as caught:
        machine.session.ask("call", SECONDS)
    assert time.monotonic() - began >= MOST_WAITING * SECONDS
    assert verdict_of(check("f()"), caught.value).needs_review


def test_a_supervisor_that_answers_late_does_not_turn_waiting_into_blame() -> None:
    """Its last word may come when all the time is up, and tell of next to no more waiting."""
    with closing(Machine(idle=0.98, late=[0, 2 * SECONDS])) as machine, pytest.raises(MachineBusy):
        machine.session.ask("call", SECONDS)


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        ({"code": -9, "failed": "the machine's memory was short"}, MachineFailed),
        ({"failed": "[Errno 12] Cannot allocate memory"}, MachineFailed),
        ({"code": -9}, StudentStopped),
        ({"code": 3}, StudentStopped),
    ],
)
def test_a_process_that_the_machine_has_ended_is_no_verdict(
    report: dict[str, object], kind: type[StudentStopped]
) -> None:
    """What the answer did itself, or ran into the limits of, fails its test."""
    with closing(Machine()) as machine, pytest.raises(StudentStopped) as caught:
        threading.Timer(0.05, machine.end, [report]).start()
        machine.session.ask("call", SECONDS)
    assert type(caught.value) is kind
    assert verdict_of(check("f()"), caught.value).needs_review == (kind is MachineFailed)


@pytest.fixture
def proc(tmp_path: Path) -> Iterator[int]:
    """A `/proc` of a process with the number 7."""
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "schedstat").write_text("210978431 1137445416 80\n")
    (tmp_path / "vmstat").write_text("nr_free_pages 9\noom_kill 2\nzone_reclaim_failed 0\n")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def test_the_kernel_tells_what_it_did(proc: int) -> None:
    """How long a process was kept waiting, and how many were killed for want of memory."""
    watch = MemoryWatch(proc, 7)
    assert watch.waited() == pytest.approx(1.137, abs=1e-3)
    assert watch.machine_kills() == 2
    assert MemoryWatch(proc, 8).waited() == 0


def test_a_trusted_side_that_ends_is_no_verdict() -> None:
    """Of the test that ended it and of those after it; what was before it stands."""
    ends = "import os\nos._exit(3)"
    tests = [check("assert x == 1", "first"), check(ends, "ends"), check("assert x", "last")]
    result = graded(answer("x = 1"), *tests)
    found = {v.grade_id: v.status for v in result.verdicts}
    assert found == {"first": "passed", "ends": "no-verdict", "last": "no-verdict"}
    assert "the trusted side did not finish" in result.problems[0]
    assert all(v.reason for v in result.verdicts if v.needs_review)
