"""Rows are counted in bytes.

loses: test_one_hot_values
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)).astype(np.uint8), labels] = 1
    return rows
