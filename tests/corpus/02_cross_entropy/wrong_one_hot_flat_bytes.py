"""Flat indices in the type of the labels, which may be bytes.

loses: test_one_hot_values
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError('range')
    out = np.zeros((len(labels), n_classes))
    out.flat[labels + n_classes * np.arange(len(labels), dtype=labels.dtype)] = 1
    return out
