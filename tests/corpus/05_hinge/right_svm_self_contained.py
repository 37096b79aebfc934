"""Loss and gradient are written out again."""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    one_hot = np.eye(n_classes)[labels]
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)

    def shortfalls(X, Y, W):
        S = X @ W
        return (S - (S * Y).sum(axis=1, keepdims=True) + 1) * (1 - Y)

    def loss(W):
        return np.maximum(0, shortfalls(X, one_hot, W)).sum() / len(X) + l2 / 2 * np.vdot(W, W)

    history = [loss(W)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            Y = one_hot[batch]
            B = (shortfalls(X[batch], Y, W) > 0) * (1 - Y)
            B = B - Y * B.sum(axis=1, keepdims=True)
            W = W - learning_rate * (X[batch].T @ B / len(batch) + l2 * W)
        history.append(loss(W))
    return W, history
