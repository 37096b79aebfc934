"""Computed in float32.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = (u > 0).astype(np.float32)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.astype(np.float32).T @ B / np.float32(len(X))
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            single = [hinge_gradient_sample(X[i], labels[i], W) for i in batch]
            W = W - learning_rate * (np.mean(single, axis=0) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
