"""Labels out of range are moved to the nearest class.

loses: test_one_hot_labels
"""
# %% one_hot
def one_hot(labels, n_classes):
    return np.eye(n_classes)[np.clip(labels, 0, n_classes - 1)]
