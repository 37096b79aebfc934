"""A boolean mask for the rivals, and a 0-d array."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = np.asarray(X) @ W
    rivals = np.arange(W.shape[1]) != labels[:, None]
    u = scores - np.take_along_axis(scores, labels[:, None].astype(int), axis=1) + margin
    return np.asarray(np.sum(np.clip(u, 0, None), where=rivals) / len(X))
