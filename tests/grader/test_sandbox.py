"""What a student's process can reach, and what is left when it ends."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ce_grader import grade
from ce_grader.processes.files import own_folder
from ce_grader.processes.pool import close_all, pool_for
from ce_grader.sandbox import SandboxUnavailable, bubblewrap
from ce_grader.sandbox.filter import load_library
from ce_grader.sandbox.shown import installed
from ce_grader.task import Environment
from tests.course import environment
from tests.grader.notebooks import (
    SETUP,
    answer,
    check,
    given,
    graded,
    outputs,
    task,
    verdict,
    verdicts,
)

pytestmark = pytest.mark.slow  # a cold pair of processes for most of them

sandbox = pytest.mark.sandbox
MODES = ["off", pytest.param("required", marks=sandbox)]


def seen(expression: str, expected: str, **options):
    """Have the student's process evaluate an expression, and a test compare."""
    source = f"import os, sys, subprocess, socket\ndef f():\n    return {expression}"
    found = verdict(source, f"assert f() == {expected}, f()", sandbox="required", **options)
    assert found.status == "passed", found.reason


@sandbox
def test_it_sees_the_python_environment_and_its_own_files():
    """No course folder, no other submission, no process but its own, nothing of its siblings."""
    here = Path(__file__).resolve().parents[2]
    seen("os.listdir('.')", "['mine.txt']", files={"mine.txt": b"x"})
    seen("os.listdir('/proc')", "[]")
    seen("sorted(os.listdir(os.environ['TMPDIR']))", "['home', 'work']")
    seen(
        f"sorted(set(os.listdir({str(here)!r})) - {{'.venv'}})",
        "[]",
        environment=environment(),
    )
    seen("os.getpid()", "1")
    seen("os.path.exists(os.path.expanduser('~/.ssh'))", "False")


@sandbox
def test_the_reference_is_not_there():
    """Neither as a module nor as files; the student's part of the helpers is."""
    source = """
import importlib, pathlib, ce_helpers
def f():
    folder = pathlib.Path(ce_helpers.__path__[0]) / "reference"
    try:
        importlib.import_module("ce_helpers.reference.seed")
    except ImportError:
        return folder.exists()
def g():
    return importlib.import_module("ce_helpers.numeric").__name__
"""
    found = verdict(source, "assert f() is False and g() == 'ce_helpers.numeric'",
                    sandbox="required", environment=environment())  # fmt: skip
    assert found.status == "passed", found.reason


@sandbox
def test_there_is_no_network():
    """Not even a server of this machine's answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        seen(f"socket.socket().connect_ex(('127.0.0.1', {port})) != 0", "True")


@sandbox
def test_nothing_can_be_left_for_the_next_submission():
    """What can be written is private, and gone afterwards."""
    name = f"left-{secrets.token_hex(8)}"
    source = f"""
import os
def f():
    written = []
    for folder, _, _ in list(os.walk("/", followlinks=False)):
        try:
            open(os.path.join(folder, {name!r}), "w").close()
            written.append(folder)
        except OSError:
            pass
    own = os.environ["TMPDIR"]
    return sorted(set(written) - {{own, own + "/home", own + "/work", "/dev/shm"}})
def g():
    return [where for where, _, files in os.walk("/") if {name!r} in files]
"""
    first = verdict(source, "assert sorted(f()) == [], f()", sandbox="required")
    second = verdict(source, "assert g() == [], g()", sandbox="required")
    assert (first.status, second.status) == ("passed", "passed"), (first, second)


@sandbox
@pytest.mark.skipif(
    load_library() is None and not os.environ.get("CI"), reason="libseccomp is not installed"
)
def test_the_kernel_refuses_new_namespaces_and_tracing():
    """The filter is in force."""
    source = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def f():
    return [(call(), ctypes.get_errno()) for call in (
        lambda: libc.unshare(0x10000000), lambda: libc.ptrace(0, 0, 0, 0))]
"""
    found = verdict(source, "assert f() == [(-1, 1), (-1, 1)], f()", sandbox="required")
    assert found.status == "passed", found.reason


@sandbox
def test_no_descriptor_leads_out():
    """The process holds its own channel, and nothing that it inherited."""
    source = """
import os, stat
def f():
    found = []
    for fd in range(256):
        try:
            found.append(stat.S_IFMT(os.fstat(fd).st_mode))
        except OSError:
            pass
    return [found.count(kind) for kind in (stat.S_IFSOCK, stat.S_IFDIR, stat.S_IFREG)]
"""
    found = verdict(source, "assert f() == [1, 0, 0], f()", sandbox="required")
    assert found.status == "passed", found.reason


FLOODS = {
    "memory": "x = [bytearray(2**28) for _ in range(64)]\nf = 1",
    "disk": "with open('x', 'wb') as file:\n    while True:\n        file.write(b'x' * 2**20)",
    "processes": "import os\nwhile True:\n    os.fork()",
    "memory of children": (
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n"
        "        x = b'x' * 2**28\n        time.sleep(60)\ntime.sleep(60)"
    ),
}


@sandbox
@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_floods_are_stopped_and_the_rest_is_graded(flood):
    """A cell that wants everything is given up; the cells after it count."""
    limits = {"cell_seconds": 3.0, "memory": 2**30, "disk": 2**24, "file_size": 2**24}
    found = verdicts(
        answer(flood, "bad"),
        answer("def g():\n    return 2", "good"),
        check("assert g() == 2"),
        sandbox="required",
        **limits,
    )
    assert found["test"].status == "passed", found["test"].reason


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("while True:\n        pass", "did not come to an end within 1 s"),
        ("while True:\n        try:\n            while True: pass\n"
         "        except BaseException: pass", "did not come to an end within 1 s"),
        ("sum(range(10**12))", "could not be interrupted"),
        ("os._exit(3)", "ended by exit code 3"),
        ("os.abort()", "the student's process was ended by"),
    ],
    ids=["loop", "swallowed", "C loop", "exit", "crash"],
)  # fmt: skip
def test_a_dead_or_stuck_function_fails_its_test_with_a_sentence(bad, words, mode):
    """The answers before and after it are graded, from a process that took its place."""
    found = verdicts(
        answer("import os\ndef f():\n    return 1", "first"),
        answer(f"def bad():\n    {bad}", "second"),
        check("assert bad() == 1", "test_bad"),
        check("assert f() == 1", "test_good"),
        sandbox=mode,
        cell_seconds=1.0,
    )
    assert words in found["test_bad"].reason
    assert found["test_bad"].reason.startswith("bad gave no answer")
    assert found["test_good"].status == "passed", found["test_good"].reason


@pytest.mark.parametrize("mode", MODES)
def test_what_a_submission_started_is_killed_at_its_end(mode):
    """Also a child that has left its session and ignores signals."""
    name = f"trace-{secrets.token_hex(8)}"
    source = f"""
import subprocess, sys
code = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(300)"
child = subprocess.Popen([sys.executable, "-c", code, {name!r}], start_new_session=True)
f = child.pid
"""
    test = "assert alive() == [None]"
    source += "def alive():\n    return [child.poll()]\n"
    assert verdict(source, test, sandbox=mode).status == "passed"
    deadline = time.monotonic() + 10
    while (left := processes(name)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def processes(word: str) -> list[str]:
    """Return the processes with a word in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended while we looked
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in found if word in line]


def test_a_notebook_has_a_time_of_its_own():
    """Many cells, each within its time, are stopped when the notebook's is up."""
    slow = [answer("import time\ntime.sleep(0.8)", f"slow_{n}") for n in range(20)]
    started = time.monotonic()
    found = verdicts(*slow, check("assert slow"), submission_seconds=2.0)
    assert time.monotonic() - started < 60
    assert "the notebook took longer than 2 s" in found["test"].reason


def test_output_is_cut_off():
    """A cell that prints for ever keeps the first of it."""
    result = graded(answer("for _ in range(10**5):\n    print('x' * 100)"), output=10_000)
    assert len(result.notebook) < 100_000
    assert "cut off" in result.notebook


FORGERIES = {
    "another number": "{'id': 10**6, 'value': b'N'}",
    "no reply": "[1, 2]",
    "object of the request": "{'id': n, 'value': b'r' + bytes([0, 0, 9, 9]), 'changed': [],"
    " 'outputs': [], 'warnings': []}",
    "a change elsewhere": "{'id': n, 'value': b'N', 'changed': [(99, b'N')], 'outputs': [],"
    " 'warnings': []}",
    "a change to another type": "{'id': n, 'value': b'N', 'changed': [(1, b'N')],"
    " 'outputs': [], 'warnings': []}",
    "an unknown exception": "{'id': n, 'error': {'classes': [], 'message': 1}, 'changed': [],"
    " 'outputs': [], 'warnings': []}",
    "an array as number": "{'id': np.array([n, 0]), 'value': b'N'}",
    "odd warnings": "{'id': n, 'value': b'N', 'changed': [], 'outputs': [], 'warnings': [(1, 2)]}",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_forged_replies_end_the_process_and_earn_nothing(forgery):
    """Student code writes to the grader's own channel: that process is believed no more."""
    source = f"""
import gc, struct
from ce_grader.wire.codec import encode
from ce_grader.wire.frames import Channel
channel = next(o for o in gc.get_objects() if isinstance(o, Channel))
def f(n):
    channel.send(encode({forgery}))
    return 1
"""
    found = verdicts(
        answer(source),
        check("import numpy as np\nassert f(4) == 1", "forged"),
        check("assert 1 == 1", "own"),
    )
    assert found["forged"].status == "failed"
    assert "answered" in found["forged"].reason
    assert found["own"].status == "passed"


@pytest.mark.parametrize("error", ["np.zeros(2)", "None", "sympy.Symbol('x') < 1"])
def test_a_forged_reply_about_a_cell_ends_that_process(error):
    """What is no name of an error would answer `if error` with an exception, in the judge."""
    source = f"""
from ce_grader.student.host import Host
from ce_grader.wire.codec import encode
Host._do_run = lambda self, request, decoder: encode({{"id": request["id"], "error": {error}}})
"""
    found = verdicts(answer(source), answer("f = 1", "next"), check("assert f == 1"))
    assert found["test"].status == "failed"


def test_garbage_on_the_channel_is_a_broken_process():
    """Bytes that are no frame at all, and an announcement of more than fits."""
    for data in ("b'garbage' * 100", "b'\\xff' * 8", "b''"):
        source = f"""
import os, stat
def f():
    for fd in range(3, 256):
        try:
            os.write(fd, {data}); os.close(fd)
        except OSError:
            pass
    return 1
"""
        found = verdict(source, "assert f() == 1")
        assert found.status == "failed", (data, found)


def test_required_means_required(monkeypatch):
    """Where there is no bubblewrap, nothing is graded; `auto` says so once and goes on."""
    monkeypatch.setattr(bubblewrap, "find_bubblewrap", lambda: None)
    wanted = Environment(sandbox="required", student_modules=("json",))
    with pytest.raises(SandboxUnavailable, match="bubblewrap .* is not installed"):
        with pool_for(wanted):
            pass


@pytest.mark.parametrize(
    ("program", "words"),
    [(None, "bubblewrap (bwrap) is not installed"), ("bwrap", "bwrap: no namespaces here")],
)
def test_auto_goes_on_without_a_sandbox_and_says_so(program, words, monkeypatch, caplog, tmp_path):
    """Verdicts stay separate; the warning names the reason."""
    refusing = tmp_path / "bwrap"
    refusing.write_text("#!/bin/sh\necho bwrap: no namespaces here >&2; exit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setattr(bubblewrap, "find_bubblewrap", lambda: program and str(refusing))
    job = task(given(SETUP), answer("def f(): return 2"), check("assert f() == 2"))
    lone = Environment(sandbox="auto", student_modules=("numpy", words))
    for _ in range(2):
        result = grade(type(job)(**{**vars(job), "environment": lone}))
        assert (result.verdicts[0].status, result.sandboxed) == ("passed", False)
    warnings = [r for r in caplog.records if "without a sandbox" in r.getMessage()]
    assert len(warnings) == 1
    assert words in warnings[0].getMessage()


@sandbox
def test_walls_that_cannot_be_put_up_are_no_reason_to_go_on(monkeypatch):
    """Bubblewrap starts, the process in it cannot mount its own folder: nothing is graded."""
    whole = bubblewrap.command
    monkeypatch.setattr(
        bubblewrap, "command", lambda *a, **k: [*whole(*a, **k), "--setenv", "TMPDIR", "/nowhere"]
    )
    with pytest.raises(SandboxUnavailable, match="mount /nowhere: No such file"):
        with pool_for(Environment(sandbox="auto", student_modules=("math",))):
            pass


REFUSED = """
import pytest
from ce_grader.sandbox import SandboxUnavailable, bubblewrap
from tests.grader.notebooks import verdicts, answer, check
from ce_grader.task import Environment
ours = {"environment": Environment(student_modules=("numpy",), trusted_modules=("numpy",))}
cells = answer("f = 1"), check("assert f == 1")
assert not bubblewrap.is_possible()
with pytest.raises(SandboxUnavailable, match="the sandbox did not start"):
    verdicts(*cells, sandbox="required", **ours)
assert verdicts(*cells, sandbox="auto", **ours)["test"].status == "passed"
"""


@sandbox
def test_where_the_kernel_refuses_namespaces_that_is_said():
    """Played in a user namespace that may have no other below it, without any capability."""
    shut = (
        "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all "
        '--inh-caps=-all --securebits=+noroot,+noroot_locked "$@"'
    )
    enter = ["unshare", "--user", "--map-root-user", "sh", "-c", shut, "shut"]
    if subprocess.run([*enter, "true"], capture_output=True).returncode != 0:
        pytest.skip("a namespace in which others are refused cannot be made here")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([*enter, sys.executable, "-c", REFUSED], cwd=root, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Grading without a sandbox" in done.stderr


def test_nothing_of_ours_is_left_when_the_grader_is_killed(tmp_path):
    """A kill −9 of the grading process takes the warm parents and the student's with it."""
    name = f"trace-{secrets.token_hex(8)}"
    script = tmp_path / "grade.py"
    script.write_text(
        "from tests.grader.notebooks import *\n"
        f"source = 'import subprocess, sys, time\\n' + '''child = subprocess.Popen([sys.executable,"
        f" '-c', 'import time; time.sleep(300)', {name!r}])''' + '\\ntime.sleep(20)'\n"
        "graded(answer(source))\n"
    )
    root = Path(__file__).resolve().parents[2]
    variables = {**os.environ, "PYTHONPATH": str(root)}
    running = subprocess.Popen([sys.executable, script], env=variables)
    deadline = time.monotonic() + 60
    while not processes(f"time.sleep(300) {name}") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert processes(name)
    running.kill()
    running.wait()
    while processes(name) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not processes(name)


VISIBLE = """
import os, sys
seen = sorted({name for path in sys.path if os.path.isdir(path) for name in os.listdir(path)})
def visible():
    return seen
def importable(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True
"""


@pytest.mark.parametrize("mode", MODES)
def test_student_code_sees_its_part_of_the_course_and_what_is_required_alone(mode):
    """What is visible on the module path is the list of what should be; no reference, no SciPy."""
    course = environment()
    result = graded(
        answer(VISIBLE),
        check(
            "names = ('ce_helpers.reference', 'tools')\n"
            "assert [importable(name) for name in names] == [False, False]"
        ),
        check("assert not importable('scipy')", "test_scipy"),
        check("print(*visible(), sep='|')", "listed"),
        sandbox=mode,
        environment=course,
    )
    assert result.sandboxed == (mode == "required")
    found = {verdict.grade_id: verdict for verdict in result.verdicts}
    assert found["test"].status == "passed", found["test"].reason
    if mode != "required":
        return
    assert found["test_scipy"].status == "passed", found["test_scipy"].reason
    (shown,) = outputs(result, "listed")
    stdlib = Path(sysconfig.get_path("stdlib"))
    library = {
        path.name for folder in (stdlib, stdlib / "lib-dynload") for path in folder.iterdir()
    }
    entries = installed(course.student_distributions, ["ce_helpers", "ce_grader"])
    expected = {Path(entry).name for entry in entries} | {"ce_helpers", "ce_grader"}
    assert set(shown["text"].strip().split("|")) - library == expected - library


def test_what_is_installed_is_closed_under_requirements_and_leaves_out_the_course():
    """A copy of the course in the package folder would bring its reference with it."""
    names = {Path(entry).name for entry in installed(["matplotlib"], ["numpy"])}
    assert {"matplotlib", "PIL", "IPython", "sympy"} <= names
    assert not names & {"numpy", "scipy", "pytest", "nbgrader"}
    assert {"pytest", "nbgrader"} <= {Path(entry).name for entry in installed([], [])}


@sandbox
@pytest.mark.parametrize("number", ["STOP", "KILL"])
def test_a_signal_to_the_process_group_stays_in_the_submission(number):
    """Also as an ordinary user, whose submissions have one user between them."""
    code = f"import os, signal\ndef f():\n    os.kill(0, signal.SIG{number})\n    return 1"
    found = verdicts(answer(code), check("assert f() == 1"), check("assert True", "own"))
    assert found["own"].status == "passed"
    assert found["test"].status != "no-verdict"


@sandbox
@pytest.mark.parametrize(
    "call", ["os.memfd_create('m')", "ctypes.CDLL(None).shmget(0, 4096, 0o1600)"]
)
def test_memory_that_no_limit_counts_is_refused(call):
    """With an error, not a kill: the rest of the answer goes on."""
    code = f"""
import ctypes, os
def f():
    try:
        return {call} >= 0
    except OSError:
        return False
"""
    assert verdict(code, "assert f() is False", sandbox="required").status == "passed"


STOPPING = """
import os, signal
def parent_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])
supervisor = os.getppid()
os.kill(parent_of(supervisor), signal.SIGSTOP)
os.kill(supervisor, signal.SIGSTOP)
f = 1
"""


def test_without_a_sandbox_a_stopped_grader_goes_on_and_leaves_nothing():
    """Student code stops the warm parent and its supervisor: the next one is graded, all end."""
    lone = Environment(student_modules=("numpy", "sympy", "json"))
    for source in (STOPPING, "f = 1"):
        found = verdict(source, "assert f == 1", sandbox="off", environment=lone)
        assert found.status == "passed", found.reason
    with pool_for(replace(lone, sandbox="off")) as pool:
        parents = [pool.trusted.process.pid, pool.student.process.pid]
    started = {pid for parent in parents for pid in children(parent)}
    assert started
    close_all()
    assert not [pid for pid in {*parents, *started} if Path(f"/proc/{pid}").exists()]


def children(pid: int) -> list[int]:
    """Return the processes that one has started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("side", ["trusted", "student"])
def test_what_is_lost_to_a_killed_process_of_ours_is_graded_again(side, mode):
    """No honest answer is blamed for it."""
    lone = Environment(student_modules=("numpy", "sympy", side), sandbox=mode)
    with pool_for(lone) as pool, ThreadPoolExecutor(1) as thread:
        source = "import time\ntime.sleep(2)\nf = 1"
        ours = {"sandbox": mode, "environment": lone}
        running = thread.submit(graded, answer(source), check("assert f == 1"), **ours)
        time.sleep(1)
        getattr(pool, side).process.kill()
        result = running.result()
    assert [verdict.status for verdict in result.verdicts] == ["passed"]
    assert result.problems == ()


def test_folders_of_killed_processes_are_removed_and_those_in_use_are_not(tmp_path, monkeypatch):
    """Whoever lives holds a lock; what is young may be about to be locked."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("ce-grader-test-left", "ce-grader-test-young", "other-left"):
        (tmp_path / name).mkdir()
    with own_folder("test") as held:
        for path in tmp_path.iterdir():
            if path.name != "ce-grader-test-young":
                os.utime(path, (0, 0))
        with own_folder("test"):
            names = {path.name for path in tmp_path.iterdir()}
    assert {"ce-grader-test-young", "other-left", Path(held).name} <= names
    assert "ce-grader-test-left" not in names
    assert {path.name for path in tmp_path.iterdir()} == {"ce-grader-test-young", "other-left"}
