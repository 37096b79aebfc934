"""One rule for values of other types: both ways of grading read them alike."""

import gc
from typing import Any

import pytest

from ce_helpers.checking import CheckFailed
from tests.course import environment
from tests.grader.notebooks import answer, check, given, graded

SETUP = """
import array, collections, datetime, decimal, enum, fractions, itertools, types
import numpy as np
import sympy as sp
from ce_helpers.calls import call, parts
from ce_helpers.checking import as_array, as_scalar
from ce_helpers.gradable import require_gradable

class OnlyArray:
    '''As a pandas Series: NumPy reads it, and it is no array.'''
    def __init__(self, values):
        self.values = values
    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype)

class OnlyIter:
    def __iter__(self):
        return iter([[1.0, 2.0], [3.0, 4.0]])

class Sub(np.ndarray):
    pass

class Texts(str, enum.Enum):
    A = "softmax"

class Numbers(enum.IntEnum):
    A = 2

class Plain(enum.Enum):
    A = 1

async def later():
    return 1

async def one_by_one():
    yield 1

Pair = collections.namedtuple("Pair", "first second")
"""
TABLE = "as_array({}, (2, 2), 'value').tolist() == [[1, 2], [3, 4]]"
NUMBER = "as_scalar({}, 'value') == 0.5"
TEXTS = "dict({})['a'] == 'softmax'"
FLAGS = "{{'a': bool(dict({0})['a']), 'b': bool(dict({0})['b'])}} == {{'a': True, 'b': False}}"
TWO = "list(parts({}, ['one', 'two'], 'value')) == [1, 2]"
DATE = "{} == datetime.datetime(2026, 1, 2, 3)"
ITEMS = "[list(item) for item in {}] == [[1, 2], [3, 4]]"

#: Expressions by how a test reads them; all are right answers.
ALIKE = {
    TABLE: [
        "np.matrix([[1., 2], [3, 4]])",
        "np.ma.array([[1., 2], [3, 4]])",
        "np.ma.masked_equal([[1., 2], [3, 4]], 0)",
        "np.array([[1, 2], [3, 4]], dtype=np.longdouble)",
        "np.array([[1, 2], [3, 4]]).view(Sub)",
        "np.array([[1, 2], [3, 4]], dtype=object)",
        "np.array([[sp.Integer(1), sp.Rational(2)], [sp.Float(3), 4]])",
        "[[fractions.Fraction(1), decimal.Decimal(2)], [sp.Integer(3), np.longdouble(4)]]",
        "OnlyArray([[1., 2], [3, 4]])",
        "OnlyIter()",
        "collections.deque([[1., 2], [3, 4]])",
        "[array.array('d', [1, 2]), array.array('d', [3, 4])]",
        "itertools.chain([[1., 2]], [[3, 4]])",
        "collections.UserList([[1., 2], [3, 4]])",
    ],
    NUMBER: [
        "np.longdouble(0.5)",
        "fractions.Fraction(1, 2)",
        "decimal.Decimal('0.5')",
        "sp.Rational(1, 2)",
        "np.array(0.5)",
        "np.float16(0.5)",
    ],
    TEXTS: [
        "{'a': Texts.A}",
        "collections.OrderedDict(a='softmax')",
        "types.MappingProxyType({'a': 'softmax'})",
        "collections.ChainMap({'a': 'softmax'})",
        "collections.UserDict({'a': 'softmax'})",
        "{'a': np.str_('softmax')}",
    ],
    FLAGS: [
        "collections.defaultdict(bool, a=True, b=False)",
        "{'a': sp.true, 'b': sp.false}",
        "{'a': np.True_, 'b': np.False_}",
        "collections.Counter(a=1, b=0)",
    ],
    TWO: [
        "Pair(1, 2)",
        "collections.deque([1, 2])",
        "[1, Numbers.A]",
        "itertools.islice(itertools.count(1), 2)",
        "map(int, '12')",
        "(sp.Integer(k) for k in (1, 2))",
    ],
    DATE: ["datetime.datetime(2026, 1, 2, 3)"],
    ITEMS: [
        "itertools.starmap(lambda *pair: pair, [(1, 2), (3, 4)])",
        "itertools.batched([1, 2, 3, 4], 2) if hasattr(itertools, 'batched') else [(1, 2), (3, 4)]",
        "np.array_split(np.arange(1, 5), 2)",
        "iter([Pair(1, 2), Pair(3, 4)])",
        "(range(k, k + 2) for k in (1, 3))",
        "OnlyIter()",
    ],
}
#: What is plain data in neither way of grading, with the same sentence in both.
UNGRADABLE = [
    "object()",
    "np",
    "Plain.A",
    "later()",
    "one_by_one()",
    "np.ma.array([0.5, 1.0], mask=[True, False])",
    "(1.0, object())",
    "{'a': [Plain.A]}",
]
#: What no way of grading takes for a number.
REFUSED = [
    "np.ma.array([0.5], mask=True)[0]",
    "np.array([None])[0]",
    "object()",
    "Texts",
    "np.array([[1, 2], None], dtype=object)",
]


def _cases() -> list[tuple[str, str, bool]]:
    """Return an expression, the test of a value, and whether the value passes."""
    alike = [(made, test, True) for test, values in ALIKE.items() for made in values]
    return alike + [(made, NUMBER, False) for made in REFUSED]


def _passes_in_one_process(made: str, test: str) -> bool:
    space: dict[str, Any] = {}
    exec(f"{SETUP}\nvalue = {made}\ndef f():\n    return {made}", space)
    try:
        exec(f"assert {test.format('value')}\nassert {test.format('f()')}", space)
    except Exception:
        return False
    return True


@pytest.mark.filterwarnings("ignore")
def test_values_of_other_types_are_read_alike() -> None:
    """As a name and as a result, in one process (plain nbgrader, Validate) and between two."""
    cells = [given(SETUP, "setup-of-values")]
    for number, (made, test, _) in enumerate(_cases()):
        made_twice = f"v{number} = {made}\ndef f{number}():\n    return {made}"
        tests = [test.format(f"v{number}"), test.format(f"f{number}()")]
        cells.append(answer(made_twice, f"a{number}"))
        cells.append(check("\n".join(f"assert {line}" for line in tests), f"t{number}"))
    result = graded(*cells, environment=environment())
    isolated = {v.grade_id: v for v in result.verdicts}
    found = {}
    for number, (made, test, right) in enumerate(_cases()):
        plain, verdict = _passes_in_one_process(made, test), isolated[f"t{number}"]
        if (plain, verdict.status) != (right, "passed" if right else "failed"):
            found[made] = (plain, verdict.status, verdict.reason)
    gc.collect()  # an answer's coroutine is told of when it goes, here and in no later test
    assert not found, "\n".join(f"{made}: {what}" for made, what in found.items())


def _sentence_in_one_process(made: str, test: str) -> str:
    space: dict[str, Any] = {}
    exec(f"{SETUP}\nvalue = {made}\ndef f():\n    return {made}", space)
    with pytest.raises(CheckFailed) as refused:
        exec(test, space)
    return str(refused.value)


@pytest.mark.filterwarnings("ignore")
def test_values_that_are_no_plain_data_are_refused_in_the_same_words() -> None:
    """As a name and as a result, in Validate and by the isolated grader."""
    tests = {"name": "require_gradable(value, 'value is')", "result": "call(f)"}
    cells = [given(SETUP, "setup-of-values")]
    for number, made in enumerate(UNGRADABLE):
        cells.append(answer(f"value = {made}\ndef f():\n    return {made}", f"a{number}"))
        cells += [check(test, f"{kind}{number}") for kind, test in tests.items()]
    reasons = {v.grade_id: v.reason for v in graded(*cells, environment=environment()).verdicts}
    for number, made in enumerate(UNGRADABLE):
        for kind, test in tests.items():
            sentence = _sentence_in_one_process(made, test).removesuffix(".")
            assert reasons[f"{kind}{number}"] == sentence, made
    gc.collect()
