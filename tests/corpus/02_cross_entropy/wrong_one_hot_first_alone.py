"""The range of the first label alone is tested.

loses: test_one_hot_labels
"""
# %% one_hot
def one_hot(labels, n_classes):
    if not 0 <= labels[0] < n_classes:
        raise ValueError("label out of range")
    return (np.asarray(labels)[:, None] == np.arange(n_classes)).astype(float)
