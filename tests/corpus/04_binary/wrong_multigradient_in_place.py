"""The targets are subtracted in place.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    if T.dtype.kind == "f":
        T -= (1 + np.tanh(S / 2)) / 2
        return -T / len(S)
    return ((1 + np.tanh(S / 2)) / 2 - T) / len(S)
