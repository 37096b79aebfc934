"""Negative labels are taken from the end.

loses: test_one_hot_labels
"""
# %% one_hot
def one_hot(labels, n_classes):
    if max(labels) >= n_classes:
        raise ValueError("too large")
    return np.eye(n_classes)[labels]
