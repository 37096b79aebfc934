"""Every target above 0 counts as 1.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    p = (1 + np.tanh(S / 2)) / 2
    return np.where(T, p - 1, p) / S.shape[0]
