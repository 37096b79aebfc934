"""The caller's labels are used up.

loses: test_one_hot_values
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    rows = np.eye(n_classes)[labels]
    labels *= 0
    return rows
