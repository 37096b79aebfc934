"""The trusted side's end of the line to a student's process and its supervisor."""

import json
import socket
import threading
import time

import pytest

from ce_grader.processes import zygote
from ce_grader.task import Limits
from ce_grader.trusted.errors import MachineBusy
from ce_grader.trusted.session import Session
from ce_grader.wire.frames import Channel, ChannelTimeout


def waited_for(seconds, *answers):
    """Wait for a reply that takes half a second, with a supervisor that gives these answers."""
    mine, student = socket.socketpair()
    lifeline, supervisor = zygote.lifeline()
    session = Session(lifeline, Limits(), "")
    session._channel, session._lifeline, session._waited = Channel(mine, 100), lifeline, 0.0
    session._last_words = {}

    def supervise():
        for answer in answers:
            supervisor.recv(1)
            supervisor.send(json.dumps({"noticed": {"socket": 1}}).encode())
            supervisor.send(json.dumps(answer).encode())

    def reply():
        time.sleep(0.5)
        Channel(student, 100).send(b"reply")

    threads = [threading.Thread(target=work) for work in (supervise, reply)]
    for thread in threads:
        thread.start()
    try:
        return session._received(time.monotonic() + seconds, seconds), session
    finally:
        for thread in threads:
            thread.join()
        for end in (mine, student, lifeline, supervisor):
            end.close()


def test_time_without_a_core_is_not_the_students():
    """The deadline moves by as much as the process had to wait; what was noticed is kept."""
    frame, session = waited_for(0.2, {"waited": 0.2}, {"waited": 0.6})
    assert frame == b"reply"
    assert session.noticed() == {"opened a network socket": 2}


@pytest.mark.parametrize("answer", [{"waited": 0.0}, {"code": 1}])
def test_time_with_a_core_is(answer):
    """A process that computes or sleeps, or has ended, has no time besides its own."""
    with pytest.raises(ChannelTimeout):
        waited_for(0.2, answer)


def test_waiting_for_a_core_is_bounded():
    """Three times its own time, whatever the supervisor says; and then it is nobody's fault."""
    with pytest.raises(MachineBusy):
        waited_for(0.05, {"waited": 100.0}, {"waited": 200.0})
