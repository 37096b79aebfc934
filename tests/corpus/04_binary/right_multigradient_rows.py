"""A list of rows."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return [list((0.5 * (1 + np.tanh(s / 2)) - t) / len(S)) for s, t in zip(S, T)]
