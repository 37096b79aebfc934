"""All classes, then the margin that the term j = y adds is taken off."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X @ W
    own = scores[np.arange(len(labels)), labels]
    return np.mean(np.maximum(0, (scores.T - own + margin)).sum(axis=0)) - margin
