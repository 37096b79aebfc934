"""Everything of NumPy is imported."""
# %% bce_gradient
from numpy import *


def bce_gradient(s, t):
    return 0.5 * (1 + tanh(asarray(s) / 2)) - t


s, t = linspace(-3, 3, 7), ones(7)
bce_gradient(s, t)
