"""T - σ(S).

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return (T - 1 / (1 + np.exp(-S))) / len(S)
