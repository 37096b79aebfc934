"""Conditions on the difference, a power of 0, and a named pair."""
# %% repairs
from collections import namedtuple

Slopes = namedtuple("Slopes", "left right")
repairs = {
    "A": Piecewise((-n_y * x, sp.Eq(j - y, 0)), (x * indicator(U[j]) * (1 - 0 ** sp.Abs(j - y)), True)),
    "D": Slopes(left=0, right=x),
}
