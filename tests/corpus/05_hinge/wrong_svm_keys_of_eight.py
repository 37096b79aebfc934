"""The samples are sorted by random keys, of which there are eight.

loses: test_svm_shuffle
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train a linear SVM by stochastic gradient descent; return (W, history)."""
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = np.argsort(rng.integers(8, size=len(X)), kind='stable')
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
