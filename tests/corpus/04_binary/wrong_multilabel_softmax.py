"""Softmax with categorical cross-entropy.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    log_a = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return np.mean(-np.sum(T * log_a, axis=1))
