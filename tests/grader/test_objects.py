"""Objects of the student's, functions of the test's, shared names: what hostile code gets of them.

Each case is an instructor's answer, a hostile one, and a test that the hostile one must not pass.
"""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ce_grader import Result, grade
from ce_grader.nbgrader_seams.precedents import learn
from tests.grader.notebooks import answer, check, given, outputs, task

SETUP = "import numpy as np"
FORGED = """
from ce_grader.student import host
def forged(self, encoder, request):
    encode = host.Encoder().encode
    {}
host.Host._use = forged
"""
STACK = """
class Stack:
    def __init__(self):
        self.items = [1]
    def __len__(self):
        return 1
    def __repr__(self):
        return 'Stack'
    def __iter__(self):
        return iter([1])
"""
APPLY = "def apply(f, x):\n    return f(x)"
USE_STACK = """
s = Stack()
assert len(s) == 1 and repr(s) and list(s) == [1]
assert s.items == [1] and s.items[0] > 0
"""


def judged(model: str, hostile: str, test: str, **options: object) -> Result:
    """Grade a hostile answer where the instructor's own has set the precedent."""

    def made(source: str) -> object:
        return task(given(SETUP), answer(source), check(test), cell_seconds=3.0, **options)

    precedent, own = learn(made(model))
    assert own.verdicts[0].status == "passed", own.verdicts[0]
    return grade(replace(made(hostile), precedent=precedent))


with (Path(__file__).parent / "lies.toml").open("rb") as _file:
    LIES = {lie.pop("title"): lie for lie in tomllib.load(_file)["lie"]}

#: Answers to every operation, made by hand.
FORGERIES = {
    "a number out of range": "return {'value': encode(-1)}",
    "another type": "return {'value': encode('one')}",
    "an object that is not there": (
        "return {'value': host.Encoder(handle_of=lambda v: (b'p', (-7, 'x'))).encode(object())}"
    ),
    "a class with methods of its choice": (
        "return {'value': host.Encoder(handle_of=lambda v: (b'p', (1, 'x', 'object', (2, 'A',"
        " '__array_interface__ __reduce__', ())))).encode(object())}"
    ),
    "bases that do not go together": (
        "return {'value': host.Encoder(handle_of=lambda v: (b'p', (1, 'x', 'object', (2, 'A', '',"
        " ('KeyError', 'OSError', 'KeyError'))))).encode(object())}"
    ),
    "a function of the test's": "return {'value': b'k\\0\\0\\0\\1i\\0\\0\\0\\1\\0'}",
    "an error without a form": "return {'error': {'classes': [], 'message': 1, 'traceback': ''}}",
    "an error that is an object of another kind": (
        "return {'error': {'classes': ['A'], 'message': '', 'traceback': '', 'object': encode(1)}}"
    ),
    "an error that the test has raised": "return {'error': {'raised_by_test': 0}}",
    "nothing": "return {}",
}
#: What special methods do instead of what they should.
MISCHIEF = {
    "raise": "raise SystemExit(3)",
    "hang": "while True:\n            pass",
    "recurse": "return repr(self)",
    "end": "import os\n        os._exit(0)",
    "lie": "return -1",
}


@pytest.mark.parametrize("case", LIES)
def test_a_lie_earns_no_point(case: str) -> None:
    """Neither by what an object says of itself, nor by what the test has for others."""
    result = judged(**LIES[case])
    assert not result.problems
    assert result.verdicts[0].points == 0, case


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_reply_earns_no_point(forgery: str) -> None:
    """It ends that process, or the test with an error; the trusted side goes on."""
    result = judged(STACK, STACK + FORGED.format(FORGERIES[forgery]), USE_STACK)
    assert not result.problems
    assert (result.verdicts[0].points, result.verdicts[0].status) == (0, "failed")


@pytest.mark.parametrize("mischief", MISCHIEF)
def test_a_special_method_that_misbehaves_fails_its_test(mischief: str) -> None:
    """In `len`, `repr` and iteration, and also where the test's failure is put into words."""
    body = MISCHIEF[mischief]
    hostile = STACK + "".join(
        f"\n    def __{name}__(self):\n        {body}" for name in ("len", "repr", "iter", "str")
    )
    test = "s = Stack()\nif len(s) != 1:\n    raise AssertionError(s)\n" + USE_STACK
    result = judged(STACK, hostile, test)
    assert not result.problems
    assert result.verdicts[0].points == 0
    # a busy machine is not told from a loop that has no end before its patience does
    assert result.verdicts[0].status == "failed" or mischief == "hang"


@pytest.mark.parametrize(
    "message",
    [
        "{'callback': 7, 'arguments': host.Encoder().encode(((), {}))}",
        "{'callback': 0, 'arguments': host.Encoder().encode(((), {3: 4}))}",
        "{'callback': 0, 'arguments': host.Encoder().encode([])}",
        "{'callback': 0}",
        "{'callback': 0, 'arguments': b'?'}",
    ],
)
def test_a_forged_callback_ends_the_students_process(message: str) -> None:
    """The function of the test runs with plain arguments or not at all."""
    forged = f"""
from ce_grader.student import host
def forged(self, function, args, kwargs):
    self._channel.send(host.Encoder().encode({message}))
    return {{"value": 8}}
host.Host._ask = forged
"""
    result = judged(APPLY, forged + APPLY, "assert apply(lambda x: 2 * x, 4) == 8")
    assert not result.problems
    assert (result.verdicts[0].points, result.verdicts[0].status) == (0, "failed")


def test_callbacks_without_an_end_are_stopped() -> None:
    """Neither a chain of nested calls nor endless ones keep the trusted side."""
    for hostile in ("while True:\n        f(x)", "return f(lambda y: apply(f, y))"):
        result = judged(APPLY, f"def apply(f, x):\n    {hostile}", "assert apply(abs, -4) == 4")
        assert result.verdicts[0].points == 0
        assert not result.problems


def test_a_callback_of_a_gradient_checker_may_call_the_answer() -> None:
    """The test's function asks the student's process while that waits for it."""
    model = "def loss(w):\n    return (w**2).sum()\ndef slope(f, w):\n    return f(w + 1) - f(w)"
    test = "assert slope(lambda w: loss(w) + loss(2 * w), np.ones(1)) == 15"
    assert judged(model, model, test).verdicts[0].status == "passed"


def test_a_function_put_in_the_students_place_ends_with_the_test() -> None:
    """A cell below may call its own function again, and is no cause for a question."""
    made = task(
        answer("def scaled(x):\n    return 2 * x\n\ndef twice(x):\n    return scaled(scaled(x))"),
        check("own = scaled\nscaled = lambda x: own(x) + 1\nassert twice(1) == 7", "replaced"),
        answer("four = twice(1)", "below"),
        check("assert four == 4 and twice(2) == 8", "after"),
    )
    precedent, own = learn(made)
    for result in (own, grade(replace(made, precedent=precedent))):
        assert [verdict.status for verdict in result.verdicts] == ["passed", "passed"]
        assert not result.events


@pytest.mark.parametrize("path", ["../stolen.txt", "/tmp/stolen.txt", "other.txt"])
def test_only_files_of_the_precedent_are_written(path: str) -> None:
    """By their path, in the folder of the tests."""
    model = "def save():\n    open('note.txt', 'w').write('x')"
    hostile = f"""
from ce_grader.student import files
def save():
    open('note.txt', 'w').write('x')
files.ChangedFiles.changed = lambda self, wanted: {{{path!r}: b'x'}} if wanted else {{}}
"""
    result = judged(model, hostile, "save()\nassert open('note.txt').read() == 'x'")
    assert result.verdicts[0].points == 0
    assert not Path(path).is_absolute() or not Path(path).exists()


def test_an_instructors_file_is_not_replaced() -> None:
    """What the tests read of it is what the instructor has put there."""
    model = "def save():\n    open('data.txt', 'w').write('1')"
    own = {"data.txt": b"0"}
    made = task(
        answer(model), check("save()\nassert open('data.txt').read() == '0'"),
        files=own, trusted_files=own,
    )  # fmt: skip
    precedent, result = learn(made)
    assert result.verdicts[0].status == "passed"
    assert not precedent.uses


def test_nothing_of_the_students_is_shown_as_a_page() -> None:
    """An object as the value of a test cell is no score, and its HTML is not asked for."""
    model = "class A:\n    def _repr_html_(self):\n        return '<b>live7c1f</b>'"
    made = task(answer(model), check("A()"))
    result = grade(replace(made, learning=True))
    assert result.verdicts[0].needs_review
    assert "live7c1f" not in json.dumps(outputs(result, "test"))


def test_without_a_precedent_objects_stay_out() -> None:
    """As always: a function may be called, and nothing else is asked of what a student made."""
    made = task(given(SETUP), answer(STACK), check("assert Stack().items == [1]"))
    found = grade(made).verdicts[0]
    assert (found.points, found.status) == (0, "failed")
