"""The last class is refused: > for >= the wrong way.

loses: test_one_hot_labels, test_one_hot_values
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes - 1:
        raise ValueError("label out of range")
    return np.eye(n_classes)[labels]
