"""The wire format carries plain data faithfully, and refuses everything else in words."""

import enum
import math
import random
import struct
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_grader.wire import arrays, bounds, patient
from ce_grader.wire.codec import Decoder, Encoder, decode, encode
from ce_grader.wire.errors import DecodeError, EncodeError

x = sympy.Symbol("x", real=True)
z = sympy.IndexedBase("z", real=True)
i, j = sympy.symbols("i j", integer=True)
m = sympy.Symbol("m", integer=True, positive=True)
total = sympy.Sum(sympy.exp(z[i]), (i, 1, m))

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.fractions()
    | st.decimals(allow_nan=False).filter(lambda value: abs(value.adjusted()) < 1000)
    | st.datetimes().map(lambda value: value.replace(fold=0))
    | st.dates()
    | st.times().map(lambda value: value.replace(fold=0))
    | st.timedeltas()
)
ARRAYS = st.sampled_from(arrays.DTYPES).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)
VALUES = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=15,
)


def without_stumbling(func):
    """Return a builder that hands back its first part where SymPy fails, as over 0 + 0 as it is."""

    def build(*parts):
        try:
            return func(*parts)
        except ZeroDivisionError:
            return parts[0]

    return build


NUMBERS = st.integers(-9, 9).map(sympy.Integer) | st.fractions(-5, 5).map(sympy.Rational)
BUILDERS = {
    1: (sympy.exp, sympy.Abs, lambda a: sympy.Pow(a, 2)),
    2: (
        sympy.Add,
        sympy.Mul,
        lambda a, b: sympy.Add(a, b, evaluate=False),
        lambda a, b: sympy.Mul(a, b, evaluate=False),
    ),
}
EXPRESSIONS = st.recursive(
    NUMBERS | st.sampled_from([x, z[i], z[j], m, sympy.pi, sympy.E, total]),
    lambda inner: st.one_of(
        st.builds(without_stumbling(build), *[inner] * count)
        for count, builders in BUILDERS.items()
        for build in builders
    ),
    max_leaves=12,
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def same(a, b):
    """Whether two values are equal, of the same types all through, arrays bit by bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        alike = a.dtype == b.dtype and a.shape == b.shape and a.flags.writeable == b.flags.writeable
        return alike and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return a == b and repr(a) == repr(b)


@given(VALUES)
@QUICK
def test_plain_values_arrive_as_they_were(value):
    """Values, types, nesting, shapes, dtypes and the order of dicts survive."""
    assert same(decode(encode(value)), value)


@given(EXPRESSIONS)
@QUICK
def test_expressions_arrive_as_they_were(expression):
    """Equal, structurally the same, and no more evaluated than before."""
    arrived = decode(encode(expression))
    assert arrived == expression
    assert sympy.srepr(arrived) == sympy.srepr(expression)


@pytest.mark.parametrize(
    "expression",
    [
        z,
        total,
        sympy.exp(z[j]) / total,
        sympy.diff(total, z[j]),
        sympy.log(sympy.Product(z[i], (i, 1, m))),
        sympy.Piecewise((x, x > 0), (0, True)),
        sympy.KroneckerDelta(i, j),
        sympy.Max(0, 1 + x),
        sympy.Heaviside(x),
        sympy.Eq(x, 1),
        (x > 0) & (x < 3),
        sympy.true,
        sympy.Add(x, x, evaluate=False),
        sympy.Function("f")(x),
        sympy.Derivative(sympy.Function("f", real=True)(x), x),
        sympy.Integral(x, (x, 0, 1)),
        sympy.Idx("k", (0, m)),
        sympy.Dummy("d", positive=True),
        sympy.Float("0.1", 40),
        -sympy.oo,
        sympy.nan,
        sympy.Tuple(x, i),
    ],
    ids=str,
)
def test_every_kind_of_answer_arrives(expression):
    """What the notes' derivations are made of is on the list."""
    assert sympy.srepr(decode(encode(expression))) == sympy.srepr(expression)


@pytest.mark.parametrize("head", ["Lambda", "Interval", "FiniteSet", "Made"])
def test_a_head_that_is_not_on_the_list_is_refused(head):
    """No sets and no functions: building them may be work without end."""
    message = encode(sympy.exp(x)).replace(b"\x03exp", bytes([len(head)]) + head.encode())
    assert message != encode(sympy.exp(x))
    with pytest.raises(DecodeError, match="unknown head"):
        decode(message)
    if head == "Lambda":
        with pytest.raises(EncodeError, match="Lambda, which cannot be graded"):
            encode(sympy.Lambda(x, x**2))


@pytest.mark.parametrize("kind", [sympy.Matrix, sympy.ImmutableMatrix])
def test_matrices_arrive_with_their_kind(kind):
    """A mutable matrix stays one."""
    matrix = kind([[x, 1], [2, z[i]]])
    arrived = decode(encode(matrix))
    assert arrived == matrix
    assert type(arrived) is type(matrix)


def test_one_object_arrives_as_one_object():
    """The same array in two places stays the same array; equal ones stay two."""
    array = np.arange(3.0)
    first, second, third, (inner,) = decode(encode([array, array, array.copy(), [array]]))
    assert first is second is inner
    assert third is not first


def test_a_reply_can_refer_to_the_objects_of_its_request():
    """A function that returns its argument returns that argument."""
    array, rows = np.zeros(2), [1]
    outward = Encoder()
    request = outward.encode((array, rows))
    inward = Decoder()
    there, _ = inward.decode(request)
    reply = Encoder(inward.objects).encode({"same": there, "other": np.zeros(2)})
    back = Decoder(outward.objects).decode(reply)
    assert back["same"] is array
    assert back["other"] is not array


def test_read_only_arrays_stay_read_only():
    """And fail there where the student's line would have failed here."""
    array = np.zeros(3)
    array.flags.writeable = False
    arrived = decode(encode(array))
    with pytest.raises(ValueError, match="read-only"):
        arrived[0] = 1


@pytest.mark.parametrize("array", [np.asfortranarray(np.eye(3)), np.arange(9.0)[::2], np.eye(4).T])
def test_strides_do_not_matter(array):
    """Views and column order arrive with the same numbers."""
    assert np.array_equal(decode(encode(array)), array)


def test_a_random_generator_goes_on_where_it_was():
    """Its state travels, the spare 32 bits included."""
    generator = np.random.default_rng(7)
    generator.integers(5, dtype=np.int32)
    twin = decode(encode(generator))
    assert np.array_equal(twin.random(4), generator.random(4))
    assert np.array_equal(
        twin.integers(99, size=3, dtype=np.int32), generator.integers(99, size=3, dtype=np.int32)
    )


def test_iterators_arrive_as_lists():
    """Generators, ranges, maps and dict views are read out."""
    values = ((k for k in range(3)), range(3), map(int, "012"), {0: 0, 1: 1, 2: 2}.keys())
    assert decode(encode(values)) == ([0, 1, 2],) * 4


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("Fraction", 1, 0),
        ("Fraction", "1/2"),
        ("Decimal", "1e99999"),
        ("Decimal", 1),
        ("date", 2026, 13, 1),
        ("int", 1),
        ("datetime", [1]),
    ],
)
def test_fractions_decimals_and_dates_are_checked(parts):
    """No other type, no division by zero, no number that int() would write for ever."""
    with pytest.raises(DecodeError, match="fraction, decimal or date|too many digits"):
        decode(b"o" + encode(parts)[1:])


def test_a_refused_value_leaves_no_number_behind():
    """What is encoded next refers to objects that the other side has seen."""
    encoder, decoder = Encoder(), Decoder()
    array = np.zeros(2)
    with pytest.raises(EncodeError):
        encoder.encode([array, object()])
    assert decoder.decode(encoder.encode([array, array]))[1] is decoder.objects[1]


def test_endless_iterators_are_refused():
    """Reading stops at a bound."""
    with pytest.raises(EncodeError, match="gives more than"):
        encode(0 for _ in iter(int, 1))


class _Colour(enum.Enum):
    RED = 1


class _Expression(sympy.Symbol):
    pass


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.ma.array([1], mask=True), "an array with masked entries"),
        (np.array([1, None]), "Python objects, which cannot be graded: are its rows of different"),
        (_Colour.RED, "a value of type _Colour, which cannot be graded: use its .value"),
        (np.zeros(2, dtype=[("a", float)]), "an array of dtype"),
        (np.array(["2020-01-01"], dtype="M8[D]"), "dtype datetime64"),
        (Decimal("1e99999"), "a Decimal of too many digits"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a time with a time zone"),
        (1 << (bounds.INTEGER_BITS + 1), "too large to be graded"),
        (np.random.Generator(np.random.MT19937(1)), "over MT19937, which cannot be graded"),
        (np.random.RandomState(1), "type RandomState"),
        (object(), "type object"),
        (len, "type builtin_function_or_method"),
        (_Expression("x"), "a SymPy _Expression, which cannot be graded"),
        (sympy.Function("f"), "cannot be graded"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_not_plain_is_refused_in_words(value, words):
    """The message names the type."""
    with pytest.raises(EncodeError, match=words.replace("(", r"\(")):
        encode([value])


def test_values_that_hold_themselves_are_refused():
    """Else the other side would never get to the bottom of them."""
    rows: list[object] = []
    rows.append(rows)
    with pytest.raises(EncodeError, match="holds itself"):
        encode(rows)


def test_deep_values_are_refused_on_both_sides():
    """Nesting is bounded when writing and when reading."""
    deep: object = 0
    for _ in range(bounds.DEPTH + 5):
        deep = (deep,)
    with pytest.raises(EncodeError, match="nested too deeply"):
        encode(deep)
    data = (b"t" + struct.pack(">I", 1)) * 5000 + b"N"
    with pytest.raises(DecodeError, match="nested too deeply"):
        decode(data)


def test_powers_of_numbers_are_bounded():
    """9**9**9 would be evaluated by the first test that looks at it."""
    tower = sympy.Pow(9, sympy.Integer(387420489), evaluate=False)
    with pytest.raises(DecodeError, match="power of a number"):
        decode(encode(tower))


def test_references_cannot_unfold_without_end():
    """Twenty lists of eight references each would be more than any memory holds."""
    data = b"l" + struct.pack(">I", 30)
    data += b"l" + struct.pack(">I", 8) + b"N" * 8
    for number in range(1, 30):
        data += b"l" + struct.pack(">I", 8) + (b"r" + struct.pack(">I", number)) * 8
    with pytest.raises(DecodeError, match="unfolds"):
        decode(data)


def test_a_truth_value_is_0_or_1():
    """A byte of 255 in a bool array makes comparisons lie."""
    data = bytearray(encode(np.array([True, True])))
    data[-1] = 255
    with pytest.raises(DecodeError, match="truth value"):
        decode(bytes(data))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.complex128])
def test_nan_comes_without_a_payload(dtype):
    """However a NaN was made, it arrives as the ordinary one."""
    odd = np.frombuffer(b"\xff" * np.dtype(dtype).itemsize, dtype=dtype)
    arrived = decode(encode(odd))
    assert arrived.real.tobytes() == np.array([np.nan], arrived.real.dtype).tobytes()
    assert math.isnan(decode(b"f" + b"\xff" * 8))


@given(st.binary(max_size=200))
@example(b"")
@example(b"l\xff\xff\xff\xff")
@example(b"a\x0b\x00\x10" + b"\xff" * 200)
@settings(max_examples=1000, deadline=None)
def test_random_bytes_are_refused_or_are_a_value(data):
    """No bytes raise anything but the format's own exception."""
    try:
        value = decode(data)
    except DecodeError:
        return
    encode(value)


SEEDS = [
    encode([1.5, {"a": (None, True)}, np.arange(6).reshape(2, 3), "text", 2**70]),
    encode(sympy.exp(z[j]) / total + sympy.Rational(1, 3)),
    encode((sympy.Matrix([[x, 1]]), sympy.Piecewise((x, x > 0), (0, True)))),
    encode([np.random.default_rng(0), {1, 2}, frozenset("ab"), np.array(["ab", "c"])]),
    encode([Fraction(1, 3), Decimal("0.5"), date(2026, 1, 2), time(3), timedelta(4)]),
]


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=1500, deadline=None)
def test_damaged_messages_are_refused_or_are_a_value(data, source: random.Random, changes):
    """Bytes flipped, cut out and doubled in real messages."""
    damaged = bytearray(data)
    for _ in range(changes):
        place = source.randrange(len(damaged))
        action = source.randrange(3)
        if action == 0:
            damaged[place] = source.randrange(256)
        elif action == 1 and len(damaged) > 8:
            del damaged[place : place + source.randrange(1, 4)]
        else:
            damaged[place:place] = damaged[place : place + 3]
    try:
        decode(bytes(damaged))
    except DecodeError:
        pass


def test_a_message_that_takes_too_long_to_read_is_refused(monkeypatch):
    """Also between tests, where no alarm of theirs runs; the next one is read."""
    long = encode([0] * 150_000)
    monkeypatch.setattr(patient, "SECONDS", 0.01)
    with pytest.raises(DecodeError, match="too long to read"):
        patient.PatientDecoder().decode(long)
    monkeypatch.setattr(patient, "SECONDS", 60.0)
    assert len(patient.PatientDecoder().decode(long)) == 150_000
