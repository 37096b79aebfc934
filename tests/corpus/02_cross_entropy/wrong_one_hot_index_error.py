"""IndexError for ValueError.

loses: test_one_hot_labels
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise IndexError("label out of range")
    return np.eye(n_classes)[labels]
