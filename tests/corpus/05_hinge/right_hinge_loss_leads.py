"""Through the lead of the true class, class by class."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    W = np.asarray(W, dtype=float)
    total = np.zeros(len(X))
    for j in range(W.shape[1]):
        lead = ((W.T[labels] - W[:, j]) * X).sum(axis=1)
        total += np.where((labels != j) & (lead < margin), margin - lead, 0.0)
    return total.sum() / total.size
