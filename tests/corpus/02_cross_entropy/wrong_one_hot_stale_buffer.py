"""One buffer for each size, never cleared.

loses: test_one_hot_values
"""
# %% one_hot
buffers = {}


def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    rows = buffers.setdefault((len(labels), n_classes), np.zeros((len(labels), n_classes)))
    rows[np.arange(len(labels)), labels] = 1
    return rows
