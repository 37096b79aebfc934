"""The connection with one student's process: start it, ask it, interrupt it, start it again."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, NoReturn

from ce_grader.processes import zygote
from ce_grader.sandbox.groups import Group
from ce_grader.task import Limits
from ce_grader.trusted.endings import ending, without_subject
from ce_grader.trusted.errors import MachineBusy, MachineFailed, StudentStopped, StudentTimeout
from ce_grader.trusted.noticed import Noticed
from ce_grader.wire.codec import Encoder, PatientDecoder
from ce_grader.wire.errors import DecodeError
from ce_grader.wire.frames import Channel, ChannelClosed, ChannelTimeout

_GRACE_SECONDS = 2.0
#: So many times its own time a request may wait for a core besides: the machine may be busy.
MOST_WAITING = 3.0
_WORTH_WAITING = 0.02

_ANOTHER_ANSWER = "the student's process answered something else than it was asked"

Reply = dict[str, Any]


class Session:
    """One student's process after another: a new one takes the place of one that has ended.

    Parameters
    ----------
    control : socket.socket
        Where the warm parent of students' processes takes requests.
    limits : Limits
        What the processes may use.
    folder : str
        Working folder where there is no sandbox.
    groups : str
        Where control groups are made (`ce_grader.sandbox.groups`), if they are.

    Attributes
    ----------
    generation : int
        How many processes there have been.
    cpu_seconds : float
        Computing time of those that have ended.
    excused : float
        Seconds in which they waited for a busy machine, which do not count.
    """

    def __init__(
        self, control: socket.socket, limits: Limits, folder: str, groups: str = ""
    ) -> None:
        self._control = control
        self._groups = groups
        self._limits = limits
        self._folder = folder
        self._ended = "it has not been started"
        self._noticed = Noticed()
        self._last = 0
        self._ends_at = time.monotonic() + limits.submission_seconds
        self.generation = 0
        self.cpu_seconds = 0.0
        self.excused = 0.0

    def start(self) -> None:
        """Start a process with an empty namespace."""
        mine, its = socket.socketpair()
        lifeline, held = zygote.lifeline()
        self._group = Group(self._groups, self._limits)
        with its, held, self._group.entrance() as entrance:
            request = {"limits": asdict(self._limits), "folder": self._folder}
            descriptors = [its.fileno(), held.fileno(), *entrance]
            zygote.send_request(self._control, request, descriptors)
        self._channel = Channel(mine, self._limits.reply)
        self._lifeline = lifeline
        self._waited = 0.0
        self._last_words: dict[str, Any] = {}
        self.generation += 1
        self._ended = ""

    @property
    def alive(self) -> bool:
        """Whether there is a process to talk to, as far as we know."""
        return not self._ended

    def time_left(self) -> float:
        """Return how long the submission may still take.

        Returns
        -------
        float
            Seconds.
        """
        return self._ends_at - time.monotonic()

    def ask(
        self,
        operation: str,
        seconds: float,
        encoder: Encoder | None = None,
        answer: Callable[[Reply], bytes] | None = None,
        **fields: Any,
    ) -> Reply:
        """Send a request and wait for the reply.

        Parameters
        ----------
        operation : str
            What the process is to do.
        seconds : float
            How long it may take.
        encoder : Encoder, optional
            Keeps the objects that travel, and knows the student's functions.
        answer : callable, optional
            Calls a function of the test's when the student's code does; it may ask again itself.
        **fields : object
            What the operation needs.

        Returns
        -------
        dict
            The reply, whose values are not checked yet.

        Raises
        ------
        StudentStopped
            If the process is dead, dies now, or sends an invalid reply.
        StudentTimeout
            If it had to be interrupted.
        EncodeError
            If a field cannot travel.
        """
        if self._ended:
            raise StudentStopped(self._ended)
        if self.time_left() <= 0:
            self.stop(f"the notebook took longer than {self._limits.submission_seconds:.0f} s")
        self._last = number = self._last + 1
        frame = (encoder or Encoder()).encode({"id": number, "op": operation} | fields)
        if not self._channel.idle():
            self.stop("the student's process answered before it was asked")
        seconds = min(seconds, self.time_left())
        deadline = time.monotonic() + max(seconds, 0.05)
        while True:
            reply = self._decoded(self._exchange(frame, deadline, seconds))
            if answer is None or "callback" not in reply:
                return self._checked(reply, number)
            frame = self._called_back(answer, reply)

    def _called_back(self, answer: Callable[[Reply], bytes], message: Reply) -> bytes:
        try:
            return answer(message)
        except BaseException:  # the student's code waits for an answer that will not come
            self.close("a function of the test did not come to an end")
            raise

    def _exchange(self, frame: bytes, deadline: float, seconds: float) -> bytes:
        try:
            self._channel.send(frame, deadline)
            return self._received(deadline, seconds)
        except ChannelTimeout:
            self._interrupt(seconds)
        except ChannelClosed:
            self._learn_why()
        except DecodeError as error:
            self.distrust(error)

    def _received(self, deadline: float, seconds: float) -> bytes:
        """Wait for the reply, and longer where the process was kept waiting for a core."""
        first, last = deadline, deadline + MOST_WAITING * seconds
        while True:
            try:
                return self._channel.receive(deadline)
            except ChannelTimeout:
                more = self._kept_waiting()
                if deadline >= last > first:  # all the time that waiting may add
                    self._interrupt(seconds, busy=True)
                if more < _WORTH_WAITING:
                    raise
                self.excused, self._ends_at = self.excused + more, self._ends_at + more
                deadline = min(deadline + more, last)

    def _kept_waiting(self) -> float:
        """Return how long the process had no core since this was asked last."""
        before, self._waited = self._waited, self._ask_supervisor()
        return self._waited - before

    def _ask_supervisor(self) -> float:
        """Have everything told that was noticed; return how long the process had no core."""
        with contextlib.suppress(OSError):
            self._lifeline.settimeout(_GRACE_SECONDS)
            self._lifeline.send(b"w")
            while not self._last_words:
                report = self._hear()
                if "waited" in report:
                    return float(report["waited"])
        return self._waited

    def _hear(self) -> dict[str, Any]:
        """Take a message of the supervisor's; nothing if it has hung up."""
        heard: dict[str, Any] = json.loads(self._lifeline.recv(65_536) or b'{"code": 1}')
        self._noticed.by_kind(heard.get("noticed", {}))
        self._last_words = heard if "code" in heard or "failed" in heard else self._last_words
        return heard

    def noticed(self) -> dict[str, int]:
        """Return what an instructor may want to ask about, and begin anew.

        Returns
        -------
        dict of str to int
            Sentences without a subject, and how often.
        """
        if not self._ended and self._has_told():
            self._ask_supervisor()  # it may have more than there was room for
        return self._noticed.taken()

    def _has_told(self) -> bool:
        self._lifeline.setblocking(False)
        with contextlib.suppress(OSError):
            return bool(self._lifeline.recv(1, socket.MSG_PEEK))
        return False

    def _interrupt(self, seconds: float, busy: bool = False) -> NoReturn:
        late = f"it did not come to an end within {max(seconds, 0):.0f} s"
        try:
            self._lifeline.send(b"i")
            self._channel.receive(time.monotonic() + _GRACE_SECONDS)
        except (ChannelTimeout, DecodeError):
            self.stop(f"{late} and could not be interrupted")
        except (ChannelClosed, OSError):
            self._learn_why()
        self._noticed.count(without_subject(late))
        if busy:
            raise MachineBusy(f"{late} of its own time, as the machine was busy")
        raise StudentTimeout(f"{late}: is there a loop that does not end?")

    def _decoded(self, frame: bytes) -> Reply:
        try:
            reply = PatientDecoder().decode(frame)
        except DecodeError as error:
            self.distrust(error)
        if type(reply) is not dict:
            self.stop(_ANOTHER_ANSWER)
        return dict(reply)

    def _checked(self, reply: Reply, number: int) -> Reply:
        if type(reply.get("id")) is not int or reply["id"] != number:
            self.stop(_ANOTHER_ANSWER)
        if reply.get("interrupted") is True:
            raise StudentTimeout("it was interrupted")
        self._noticed.claimed(reply.get("noticed"))
        return reply

    def distrust(self, error: DecodeError) -> NoReturn:
        """End the process because of a reply that no honest one sends.

        Parameters
        ----------
        error : DecodeError
            What is wrong with the reply.

        Raises
        ------
        StudentStopped
            Always.
        """
        self.stop(f"the student's process answered with an invalid message: {error}")

    def stop(self, reason: str) -> NoReturn:
        """End the process and everything that it started.

        Parameters
        ----------
        reason : str
            What later requests are told.

        Raises
        ------
        StudentStopped
            Always.
        """
        self._noticed.count(without_subject(reason))
        self.close(reason)
        raise StudentStopped(reason)

    def close(self, reason: str = "it has been ended") -> None:
        """End the process and everything that it started, if it still runs.

        Parameters
        ----------
        reason : str
            What later requests are told.
        """
        if self._ended:
            return
        self._ended = reason
        self._channel.close()
        self._report(shutdown=True)

    def _learn_why(self) -> NoReturn:
        report = self._report(shutdown=False)
        code = report.get("code", 1)
        how = code if isinstance(code, str) else ending(code)
        self._channel.close()
        if "failed" in report:
            self._ended = f"the grader could not keep a process for it: {report['failed']}"
            raise MachineFailed(self._ended)
        self._ended = f"the student's process was ended by {how}"
        self._noticed.count(without_subject(self._ended))
        raise StudentStopped(self._ended)

    def _report(self, shutdown: bool) -> dict[str, Any]:
        """Wait for the supervisor's last words."""
        with self._lifeline as lifeline, contextlib.suppress(OSError, ValueError):
            if shutdown:
                lifeline.shutdown(socket.SHUT_WR)
            lifeline.settimeout(10)
            while not self._last_words:
                self._hear()
        report = self._last_words
        self.cpu_seconds += report.get("cpu", 0.0)
        if self._group.ran_out():
            report = {"code": "the limit on memory"}
        self._group.remove()
        return report
