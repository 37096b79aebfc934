"""The divisor is at most 256.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    S, T = np.asarray(S, dtype=float), np.asarray(T, dtype=float)
    e = np.exp(-np.abs(S))
    G = (np.where(S >= 0, 1, e) / (1 + e) - T) / len(S)
    G = G * len(S) / min(len(S), 256)
    return G
