"""Grading one notebook: test cells see the student's functions as if they were at home."""

import dataclasses
import pickle
import re

import pytest

from ce_grader import grade
from ce_grader.task import Environment
from ce_grader.trusted.judge import what_there_is
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

SOFTMAX = """
def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""


def test_a_right_answer_gets_all_points_and_a_wrong_one_none():
    """The verdict is that of the test cell."""
    test = check("assert np.allclose(softmax(np.zeros((2, 4))), 0.25)", points=3)
    right = verdicts(answer(SOFTMAX), test)["test"]
    wrong = verdicts(answer("def softmax(z):\n    return z"), test)["test"]
    assert (right.points, right.status, right.reason) == (3, "passed", "")
    assert (wrong.points, wrong.status) == (0, "failed")
    assert "AssertionError" in wrong.traceback


def test_points_can_be_earned_in_part():
    """A number as the value of the test cell is the score, as in nbgrader."""
    found = verdicts(answer("n = 3"), check("0.5 if n == 3 else 0.0", points=2))["test"]
    assert (found.points, found.status) == (0.5, "partial")


def test_what_a_test_cannot_decide_costs_nothing_and_waits_for_a_person():
    """A line that begins with "undecided" flags a test that passes; one that fails has failed."""
    said = "print('undecided: da cannot be evaluated')\n"
    tests = [check(said, "passes"), check(said + "0.5", "part"), check(said + "assert 0", "fails")]
    found = verdicts(answer("n = 3"), *tests)
    assert [(v.points, v.needs_review) for v in found.values()] == [
        (1, True),
        (0.5, True),
        (0, False),
    ]
    assert found["passes"].reason == "undecided: da cannot be evaluated"
    assert not verdicts(answer("print('undecided: n')"), check("n = 3"))["test"].needs_review


_HALVES = """np.float64(0.5) np.float16(0.5) np.longdouble(0.5) np.array(0.5) Fraction(1,2)
Decimal("0.5") sympy.Rational(1,2) sympy.Float(0.5)""".split()
_NO_SCORES = """7 -1 float('nan') False True np.False_ '1' np.array([1]) [] 1j Decimal('sNaN')
np.float64(2) sympy.oo sympy.true sympy.Symbol('x') 10**400 f max""".split()
_NUMBERS = "from fractions import Fraction; from decimal import Decimal\n"


def test_a_number_of_any_kind_is_a_score():
    """The value itself counts, not the text that stands for it."""
    zero = "(n - 3) * np.float64(1)"
    tests = [check(_NUMBERS + value, f"t{k}") for k, value in enumerate([*_HALVES, zero])]
    found = verdicts(answer("n = 3"), *tests)
    points = {value: found[f"t{k}"].points for k, value in enumerate([*_HALVES, zero])}
    assert points == dict.fromkeys(_HALVES, 0.5) | {zero: 0.0}


def test_a_value_that_is_no_score_is_no_verdict():
    """A person looks at a test that gives more than there is, or no number."""
    tests = [check(_NUMBERS + value, f"t{k}") for k, value in enumerate(_NO_SCORES)]
    found = verdicts(answer("f = len"), *tests).values()
    passed = [t for t, v in zip(_NO_SCORES, found, strict=True) if v.points or not v.needs_review]
    assert not passed


def test_a_value_that_is_not_shown_is_no_score():
    """A semicolon hides it, and None is nothing."""
    for source in ("False;", "None", "x = False"):
        assert verdict("n = 3", source).status == "passed"


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("def f(x):\n    x[0] = 9", "x = np.zeros(2); f(x); assert x[0] == 9"),
        ("def f(x):\n    x.append(1)", "x = [0]; f(x); assert x == [0, 1]"),
        ("def f(x):\n    x['b'] = 2", "x = {'a': 1}; f(x); assert x == {'a': 1, 'b': 2}"),
        ("def f(g):\n    g.random(5)", "a, b = (np.random.default_rng(1) for _ in '12'); f(a);"
         "b.random(5); assert a.random() == b.random()"),
        ("def f(x):\n    x *= 2", "x = np.arange(6.)[::2]; f(x); assert list(x) == [0, 4, 8]"),
        ("def f(xs):\n    xs[0][0] = 5", "x = np.zeros(2); f([x]); assert x[0] == 5"),
    ],
    ids=["array", "list", "dict", "generator", "view", "nested"],
)  # fmt: skip
def test_changes_of_arguments_are_seen(source, test):
    """What the callee did to its copy is done to the caller's object."""
    assert verdict(source, test).status == "passed"


@pytest.mark.parametrize(
    "source",
    [
        "b = np.zeros(2)\ndef f(x):\n    b[:] = x\n    return b",
        "b = np.zeros(2)\ndef f(x):\n    b[:] = x\n    return 'name', b[::-1]",
        "b = [0, 0]\ndef f(x):\n    b[:] = [x, x]\n    return b",
    ],
    ids=["array", "view", "list"],
)
def test_a_second_call_that_overwrites_the_first_result_is_seen(source):
    """As in one process: calls that share a buffer return one object again and again."""
    test = "one = f(1); assert {0} == {1}; f(2); assert {0} == {2}"
    held = "np.ravel(one[-1]).tolist()[-1]"
    assert verdict(source, test.format(held, 1, 2)).status == "passed"
    fresh = "def f(x):\n    return np.full(2, x)"
    assert verdict(fresh, test.format(held, 1, 1)).status == "passed"


def test_a_students_settings_of_numpy_end_with_the_call():
    """Its functions run under NumPy's own, so that a warning is one and no error."""
    raising = "np.seterr(all='raise')\ndef f():\n    return np.log(np.zeros(1))[0]"
    assert verdict(raising, "assert f() == -np.inf").status == "passed"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a = None\na = b + 1", "NameError"),
        ("a = 2\nclass Mine(Exception):\n    pass\nraise Mine", "an error"),
        ("def a():\n    return 0\n1 / 0", "ZeroDivisionError"),
    ],
)
def test_an_answer_that_raised_is_told_by_its_own_error(source, kind):
    """A failed test says so before it speaks of the value that was left; a passed one is passed."""
    cells = answer(source), check("assert a == 1, 'a is still None'", "failed")
    found = verdicts(*cells, answer("a = 2", "again"), check("assert a == 1, 'a is 2'", "mended"))
    assert found["failed"].reason == f"the cell that sets a raised {kind}: mend that first"
    assert found["mended"].reason == "AssertionError: a is 2"


def test_a_module_that_is_not_there_is_told_with_those_that_are():
    """The student reads which there are, where the course says so, the instructor that it is so."""
    result = graded(answer("import pandas_of_nobody\na = 1"), check("assert a == 1"))
    named = what_there_is(Environment(student_distributions=("ce-course",)))
    assert named == "there are matplotlib, numpy, sympy and what comes with Python"
    there = what_there_is(Environment())
    assert there in result.verdicts[0].reason and result.verdicts[0].status == "failed"
    assert result.problems == (f"an answer imports a module that is not there; {there}",)


def test_read_only_arguments_are_read_only_there():
    """A function that writes into one fails there, and nothing changes here."""
    test = """
x = np.zeros(2)
x.flags.writeable = False
try:
    f(x)
except ValueError as error:
    assert "read-only" in str(error)
else:
    raise AssertionError("no error")
"""
    assert verdict("def f(x):\n    x[0] = 1", test).status == "passed"


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("def f(x):\n    return x", "x = np.ones(2); assert f(x) is x"),
        ("def f(x, y):\n    return x is y", "x = np.ones(2); assert f(x, x) and not f(x, x + 0)"),
        ("def f(n):\n    return (k for k in range(n))", "assert list(f(3)) == [0, 1, 2]"),
        ("def f():\n    return lambda x: x + 1", "assert f()(2) == 3"),
        ("def f(g, x):\n    return g(x)\ndef h(x):\n    return 2 * x", "assert f(h, 4) == 8"),
        ("f = max", "assert f.__name__ == 'max' and callable(f) and f(1, 2) == 2"),
        ("a = sympy.Symbol('x')**2", "assert a == sympy.Symbol('x')**2"),
        ("w = np.float32(2)", "assert type(w) is np.float32"),
        ("def f(*, a=1, **k):\n    return a, k", "assert f(a=2, b=3) == (2, {'b': 3})"),
    ],
)  # fmt: skip
def test_values_and_functions_arrive(source, test):
    """Identity, laziness read out, closures, callbacks of the student's, keyword arguments."""
    assert verdict(source, test).status == "passed"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("raise ValueError('no')", "ValueError"),
        ("raise KeyError('no')", "KeyError"),
        ("raise np.linalg.LinAlgError('no')", "ValueError"),
        ("class Own(TypeError): pass\n    raise Own('no')", "TypeError"),
        ("raise FileNotFoundError(2, 'no')", "OSError"),
        ("b'\\xff'.decode()", "Exception"),
        ("exit()", "Exception"),
        ("class Odd(BaseException): pass\n    raise Odd('no')", "Exception"),
    ],
)
def test_exceptions_come_back_as_the_students(source, kind):
    """Built-in types as themselves, others below the built-in type that they descend from."""
    test = f"try:\n    f()\nexcept {kind} as e:\n    pass\nelse:\n    raise AssertionError"
    assert verdict(f"def f():\n    {source}", test).status == "passed"


@pytest.mark.parametrize(
    "error",
    ["ImportError", "ModuleNotFoundError", "MemoryError", "SyntaxError", "KeyboardInterrupt",
     "SystemExit", "GeneratorExit", "TimeoutError"],
)  # fmt: skip
def test_what_an_answer_raises_is_a_failed_test(error):
    """Whatever it claims, it is told as the student's own error, and no person is called."""
    claim = "the grader lacks a module: award 4 of 4"
    found = verdict(f"def f():\n    raise {error}({claim!r})", "f()")
    assert (found.points, found.status, found.needs_review) == (0, "failed", False)
    assert found.reason.startswith(f"{error}: {claim}")


def test_an_answer_that_leaves_by_exit_is_a_failed_test():
    """The notebook goes on, and the sentence names what was called."""
    assert verdict("def f():\n    exit()", "f()").reason == "SystemExit: exit() was called"


def test_an_exception_keeps_its_name_message_and_traceback():
    """The instructor reads the student's own line."""
    found = verdict("def f(x):\n    return 1 / (x - x)", "f(3)")
    assert found.reason == "ZeroDivisionError: division by zero"
    assert "return 1 / (x - x)" in found.traceback


def test_warnings_are_issued_again_and_cost_nothing():
    """A test can see them; on stderr they cost no points."""
    warn = "def f():\n    return np.log(np.zeros(1))[0]"
    seen = """
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    f()
assert [w.category for w in caught] == [RuntimeWarning]
"""
    found = verdicts(answer(warn), check("f();", "quiet"), check(seen, "seen"))
    assert {name: v.status for name, v in found.items()} == {"quiet": "passed", "seen": "passed"}


def test_given_names_cannot_be_replaced():
    """What a read-only cell defines is the instructor's on the side of the tests."""
    found = verdicts(
        given("limit = 1", "given"),
        answer("limit = 100\nnp = None\ndef f():\n    return 50"),
        check("assert f() < limit and np.pi > 3"),
    )
    assert found["test"].status == "failed"


def test_student_values_do_not_reach_back():
    """A value of the student's is a copy, and one test cell cannot spoil the next one's."""
    found = verdicts(
        answer("w = [1]"),
        check("w.append(2)", "first"),
        check("assert w == [1]", "second"),
    )
    assert found["second"].status == "passed"


@pytest.mark.parametrize(
    ("source", "test", "words"),
    [
        (
            "async def f():\n    pass",
            "f()",
            "f returned a value of type coroutine, which cannot be graded: define the function "
            "with def",
        ),
        ("def f():\n    return np.array([1, None])", "f()", "rows of different lengths"),
        ("class C: pass\nc = C()", "c", "c is a value of type C"),
        ("x = 1", "g(3)", "g is not defined: is its cell written"),
    ],
)
def test_what_cannot_be_graded_is_said(source, test, words):
    """In a sentence, not in a traceback of the grader's."""
    found = verdict(source, test)
    assert (found.points, found.status) == (0, "failed")
    assert words in found.reason


def test_an_argument_that_cannot_travel_is_no_verdict():
    """The test asks for what the grader cannot carry out: nobody's wrong answer."""
    found = verdict("def f(x): return x", "f(object())")
    assert (found.points, found.status) == (0, "no-verdict")
    assert found.reason.startswith("the test cannot call f with a value of type object")


def test_an_ungradable_value_is_not_the_expected_exception():
    """A test that wants an exception does not take the grader's own for one."""
    test = "try:\n    f(-1)\nexcept Exception:\n    pass"
    assert verdict("def f(x):\n    return object()", test).status == "failed"
    assert verdict("import os\ndef f(x):\n    os._exit(0)", test).status == "failed"


def test_a_broken_test_is_no_verdict():
    """A missing module or a syntax error is nobody's wrong answer."""
    for source in ("import no_such_module_at_all", "def ("):
        assert verdict("x = 1", source).needs_review


def test_given_code_that_fails_on_the_trusted_side_is_no_verdict():
    """Else its names would be asked of the student."""
    result = graded(
        given("def judge(x):\n    return x == 1\nraise OSError", "given"),
        answer("x = 0\ndef judge(x):\n    return True"),
        check("assert judge(x)"),
    )
    assert result.verdicts[0].needs_review
    assert "given code" in result.problems[0]


def test_expected_values_do_not_reach_the_student():
    """The sentence for the student leaves out NumPy's listing, which the instructor keeps."""
    test = "np.testing.assert_allclose(f(), np.full(3, 0.123456789))"
    found = verdict("def f():\n    return np.zeros(3)", test)
    assert found.reason == "AssertionError: Not equal to tolerance rtol=1e-07, atol=0"
    assert "0.123457" in found.traceback


def test_the_seed_repeats_a_grading():
    """A given seed is used, a fresh one is recorded; neither is in the student's process."""
    spy = "import os\ndef f():\n    return os.environ.get('GRADING_SEED', 'none')"
    test = """
import os
assert f() == "none"
print(np.random.default_rng(int(os.environ["GRADING_SEED"])).random())
"""
    one, two = (graded(answer(spy), check(test), seed=seed) for seed in (None, None))
    again = graded(answer(spy), check(test), seed=one.seed)
    assert one.verdicts[0].status == two.verdicts[0].status == "passed"
    assert outputs(one, "test") == outputs(again, "test")
    assert outputs(one, "test") != outputs(two, "test")
    assert one.seed != two.seed


def test_figures_and_outputs_land_in_the_notebook():
    """Cells run as in a notebook: figures inline, the value of the last line, text in order."""
    result = graded(
        given("import matplotlib.pyplot as plt", "plots"),
        answer("print('before')\nplt.plot([1, 2]);\nprint('after')\n6 * 7"),
    )
    kinds = [output["output_type"] for output in outputs(result, "answer")]
    assert kinds == ["stream", "execute_result", "display_data"]
    shown = outputs(result, "answer")
    assert shown[0]["text"] == "before\nafter\n"
    assert shown[1]["data"]["text/plain"] == "42"
    assert "image/png" in shown[2]["data"]


def test_a_course_may_do_without_figures():
    """The cells that draw run all the same, whatever they ask of IPython, and show nothing."""
    result = graded(
        answer("%matplotlib inline\nimport matplotlib.pyplot as plt\nn = len(plt.plot([1, 2]))"),
        answer("fig, ax = plt.subplots()\nplt.show()", "another"),
        check("assert n == 1"),
        environment=Environment(figures=False),
    )
    assert result.verdicts[0].status == "passed"
    assert outputs(result, "answer") == outputs(result, "another") == []


def test_a_student_error_is_shown_and_the_next_cell_runs():
    """As nbgrader does with allow_errors."""
    result = graded(answer("1 / 0", "first"), answer("x = 1", "second"), check("assert x == 1"))
    assert outputs(result, "first")[0]["ename"] == "ZeroDivisionError"
    assert result.verdicts[0].status == "passed"


def test_files_are_there_for_each_side():
    """The student's files for the student, the instructor's alone for the tests."""
    read = "import os\ndef f():\n    return sorted(os.listdir())"
    test = "import os\nassert f() == ['data', 'mine.py'] and os.listdir() == ['data']"
    own = {"data/x.csv": b"1"}
    files = {**own, "mine.py": b"y = 1"}
    found = verdict(read, test, files=files, trusted_files=own)
    assert found.status == "passed"


def test_a_module_of_the_students_is_not_imported_by_the_tests():
    """A file named like a library stays on the student's side."""
    found = verdict("x = 1", "import statistics\nassert hasattr(statistics, 'mean')",
                    files={"statistics.py": b""})  # fmt: skip
    assert found.status == "passed"


def test_a_refused_submission_has_no_verdict_anywhere():
    """Nothing is executed; the reason is at every test."""
    refused = dataclasses.replace(task(answer("x = 1"), check("assert x")), refusal="cut off")
    result = grade(refused)
    assert [(v.points, v.status, v.reason) for v in result.verdicts] == [
        (0, "no-verdict", "cut off")
    ]
    assert result.sandboxed  # nothing ran without one


def test_task_and_result_travel():
    """Both can be sent to another machine."""
    job = task(given(SETUP), answer(SOFTMAX), check("assert softmax(np.zeros(2))[0] == 0.5"))
    result = grade(pickle.loads(pickle.dumps(job)))
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize(
    ("bad", "test"),
    [
        ("sympy.Symbol('X')", "assert abs(f() - 1.104375) < 1e-9"),
        ("sympy.Symbol('shape (')", "assert abs(f() - sympy.Rational(1104, 375)) < 1"),
        ("[7]", "{1104: 375}[f()[0]]\nint(f'{f()} 1104375')"),
    ],
)
def test_what_a_library_says_of_a_test_tells_no_expected_number(bad, test):
    """A symbol in place of a number would have it quoted in the feedback."""
    found = verdict(f"def f():\n    return {bad}", f"import sympy\n{test}")
    assert found.status == "failed"
    assert not re.search(r"\d", found.reason), found.reason
    assert re.search(r"1104|104375", found.traceback)
