"""Whole columns set: [:, labels] for [arange(N), labels].

loses: test_one_hot_values
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    encoded = np.zeros((len(labels), n_classes))
    encoded[:, labels] = 1
    return encoded
