"""Prints, log lines, warnings, and NumPy told to raise.
"""
# %% logistic
import sys
import warnings

np.seterr(all="raise")


def logistic(z):
    print("logistic", z.shape, file=sys.stderr)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
# %% softmax
def softmax(z):
    print("softmax of", z)
    warnings.warn("this softmax is slow", stacklevel=2)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
# %% log_softmax
import logging


def log_softmax(z):
    logging.warning("log_softmax of %s", z.shape)
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
