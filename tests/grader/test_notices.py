"""What an answer did that is worth a question is recorded with its cell and its count."""

import os
import subprocess
import sys

import pytest

from ce_grader.run.progress import Display
from ce_grader.sandbox.notices import SENTENCES, limit_of, sentence
from ce_grader.task import Environment, Event
from tests.grader.notebooks import SANDBOX, answer, check, graded, outputs

pytestmark = pytest.mark.slow
#: One pair of warm processes for all tests that do not choose.
MODE = "required" if SANDBOX else "off"
COURSE = Environment(
    student_modules=("numpy", "sympy"),
    trusted_modules=("numpy", "sympy"),
    student_packages=("ce_helpers",),
    hidden_packages=("ce_helpers.reference",),
)
MODES = ["off", pytest.param("required", marks=pytest.mark.sandbox)]
CURIOUS = """
import importlib, os, socket, subprocess, sys
for _ in range(3):
    socket.socket().close()
try:
    importlib.import_module("ce_helpers.reference")
except ImportError:
    pass
os.kill(os.getpid(), 18)
def endless():
    while True:
        pass
"""


def said(*cells, **options):
    """Return the events of a notebook, as an instructor reads them."""
    return [str(event) for event in graded(*cells, **options).events]


@pytest.mark.parametrize("mode", MODES)
def test_events_are_recorded_with_cell_and_count(mode):
    """In the sandbox the kernel tells of them, elsewhere Python; the result is the same."""
    found = said(
        answer(CURIOUS, "curious"),
        answer("room = bytearray(2**40)", "large"),
        check("endless()"),
        answer("os._exit(3)", "gone"),
        sandbox=mode,
        environment=COURSE,
        cell_seconds=1.0,
    )
    assert sorted(found) == [
        "curious looked for a package that is hidden from it",
        "curious opened a network socket (3 times)",
        "curious sent a signal to a process",
        "gone was ended by exit code 3",
        "large reached the limit on memory",
        "test did not come to an end within 1 s",
    ]


def test_honest_work_raises_no_question():
    """Figures, random numbers, subprocesses and local sockets are nothing to ask about."""
    code = """
import asyncio, subprocess, sys, threading
import numpy as np, sympy
import matplotlib.pyplot as plt
plt.plot(np.random.default_rng(1).normal(size=9))
plt.show()
thread = threading.Thread(target=print)
thread.start(), thread.join()
subprocess.run([sys.executable, "-c", "pass"])
loop = asyncio.new_event_loop()
loop.run_until_complete(asyncio.sleep(0))
loop.close()
"""
    assert said(answer(code), check("pass"), sandbox=MODE) == []


@pytest.mark.sandbox
def test_a_refused_call_is_named_whichever_program_makes_it():
    """A child's calls count like the first process's; the answer goes on."""
    code = """
import subprocess, sys
child = "import ctypes; ctypes.CDLL(None).unshare(0x10000000)"
subprocess.run([sys.executable, "-c", child])
f = 1
"""
    assert said(answer(code), check("assert f == 1"), sandbox="required") == [
        "answer made a system call that is refused: unshare"
    ]


@pytest.mark.sandbox
def test_a_flood_of_refused_calls_is_bounded():
    """After so many the kernel refuses them without asking; the rest is graded."""
    code = """
import ctypes
libc = ctypes.CDLL(None)
for _ in range(20_000):
    libc.unshare(0x10000000)
f = 1
"""
    result = graded(answer(code), check("assert f == 1"), sandbox="required")
    assert result.verdicts[0].status == "passed", result.verdicts
    (event,) = result.events
    assert 1000 < event.count <= 2000


@pytest.mark.sandbox
def test_a_filter_without_a_listener_refuses_all_the_same():
    """An older library, or a container that has the only listener already."""
    code = """
import os, socket
from ce_grader.sandbox import filter as seccomp
seccomp._can_tell = lambda library: False
if os.fork() == 0:
    told = seccomp.install(seccomp.load_library())
    socket.socketpair()
    try:
        os.memfd_create("m")
    except OSError:
        os._exit(7 if told is None else 8)
    os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", FIRST + code + LAST])
    assert done.returncode == 7


FIRST = "from ce_grader.sandbox import kernel\nkernel.no_new_privileges()\n"
LAST = "\nos._exit(os.waitstatus_to_exitcode(os.wait()[1]))"


@pytest.mark.sandbox
def test_sockets_are_bounded_in_number():
    """Each may hold megabytes in the kernel, also one that was handed on and closed here."""
    code = """
import socket
def f():
    made = 0
    try:
        for _ in range(1000):
            for end in socket.socketpair():
                end.close()
            made += 1
    except OSError:
        pass
    return made
"""
    (found,) = graded(answer(code), check("assert 200 < f() < 300"), sandbox="required").verdicts
    assert found.status == "passed", found.reason


@pytest.mark.sandbox
def test_locks_of_files_that_all_read_are_no_channel():
    """They succeed, and lock nothing."""
    code = """
import fcntl, os
def f():
    first, second = (open(os.__file__) for _ in range(2))
    fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
"""
    (found,) = graded(answer(code), check("assert f()"), sandbox="required").verdicts
    assert found.status == "passed", found.reason


@pytest.mark.sandbox
def test_each_submission_has_terminals_of_its_own():
    """The first one that it opens is the first of all."""
    code = "import os, pty\ndef f():\n    return os.ttyname(pty.openpty()[1])"
    (found,) = graded(
        answer(code), check("assert f() == '/dev/pts/0'"), sandbox="required"
    ).verdicts
    assert found.status == "passed", found.reason


@pytest.mark.parametrize(
    "forged", ["7", "{'socket': 'many', 'memory': -1, 'disk': 2.5}", "{7: 7}", "[('socket', 1)]"]
)
def test_what_a_process_tells_of_itself_is_counted_only_where_it_makes_sense(forged):
    """The field is the student's to forge: it can be wrong, and nothing worse."""
    code = f"""
import gc
from ce_grader.student.host import Host
Host._noticed_by = lambda self, error=None: {{"noticed": {forged}}}
f = 1
"""
    result = graded(answer(code), check("assert f == 1"), sandbox=MODE)
    assert (result.events, result.problems) == ((), ())


def test_events_stand_in_the_graded_notebook():
    """The class report reads them there; feedback does not show a notebook's metadata."""
    result = graded(answer("import socket\nsocket.socket().close()"), sandbox=MODE)
    assert '"what": "opened a network socket"' in result.notebook
    assert not outputs(result, "answer")


@pytest.mark.parametrize("text", ["refused " + "x" * 99, "refused a b", "other", ""])
def test_only_known_kinds_have_words(text):
    """What comes from a student's process is no text for an instructor."""
    assert sentence(text) is None


def test_limits_are_told_by_their_errors():
    """Each kind has its words."""
    found = {limit_of(error) for error in (MemoryError(), OSError(28, ""), OSError(24, ""))}
    assert found <= set(SENTENCES)
    assert limit_of(OSError("?")) is None and limit_of(None) is None


class Paper:
    """A console that keeps what is printed."""

    is_terminal = False

    def __init__(self):
        self.lines = []

    def print(self, line, **options):
        self.lines.append(line)

    def get_time(self):
        return 0.0


def test_the_end_of_a_run_lists_the_first_events_and_counts_the_rest(caplog):
    """A flood of them does not bury the summary; the log has all."""
    import logging

    from rich.console import Console

    with open(os.devnull, "w") as nowhere:
        display = Display(1, logging.getLogger("ce_grader.test"), Console(file=nowhere))
    display.console = Paper()
    display.noticed("ana/01", [Event("softmax", f"did {n}", n) for n in range(100)])
    display.show_events()
    assert display.console.lines[1] == "  ana/01: softmax did 0"
    assert display.console.lines[-1] == "  … and 60 more in the log"
