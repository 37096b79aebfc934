"""An np.matrix."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return np.asmatrix((0.5 * (1 + np.tanh(S / 2)) - T) / len(S))
