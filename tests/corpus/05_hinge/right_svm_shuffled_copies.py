"""Copies of the data are shuffled together."""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng, A, t = np.random.default_rng(seed), X, labels
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        A, t = A[order], t[order]
        for start in range(0, len(X), batch_size):
            some = slice(start, start + batch_size)
            W = W - learning_rate * (hinge_gradient(A[some], t[some], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
