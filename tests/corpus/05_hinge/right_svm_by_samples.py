"""The gradient is the mean of those of single samples."""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            dW = sum(hinge_gradient_sample(X[i], labels[i], W) for i in batch) / len(batch)
            W = W - learning_rate * (dW + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
