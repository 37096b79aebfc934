"""The history averages the losses of a hundred samples each.

loses: test_svm_history
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train a linear SVM by stochastic gradient descent; return (W, history)."""
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(np.mean([hinge_loss(X[i : i + 100], labels[i : i + 100], W) for i in range(0, len(X), 100)]) + l2 / 2 * np.sum(W**2))
    return W, history
