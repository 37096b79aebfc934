"""A label out of range gives a row of zeros.

loses: test_one_hot_labels
"""
# %% one_hot
def one_hot(labels, n_classes):
    return (np.asarray(labels)[:, None] == np.arange(n_classes)).astype(float)
