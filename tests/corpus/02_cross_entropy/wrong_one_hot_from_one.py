"""Labels counted from 1, as in the notes.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels) - 1
    return np.eye(n_classes)[labels]
