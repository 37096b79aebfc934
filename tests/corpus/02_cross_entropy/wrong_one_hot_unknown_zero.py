"""A label out of range gives a row of zeros.
"""
# %% one_hot
def one_hot(labels, n_classes):
    return (np.asarray(labels)[:, None] == np.arange(n_classes)).astype(float)
