"""A masked array without a mask in force."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return np.ma.array(X.T @ B / len(X))
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [float(hinge_loss(X, labels, W)) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            slope = np.asarray(hinge_gradient(X[batch], labels[batch], W))
            W = W - learning_rate * (slope + l2 * W)
        history.append(float(hinge_loss(X, labels, W)) + l2 / 2 * np.sum(W**2))
    return W, history
