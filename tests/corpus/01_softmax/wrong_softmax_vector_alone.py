"""Python's math functions: a vector alone works.

loses: test_softmax_axis
"""
# %% softmax
import math


def softmax(z):
    terms = [math.exp(value - max(z)) for value in z]
    return np.array(terms) / sum(terms)
