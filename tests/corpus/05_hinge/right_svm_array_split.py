"""Batches by np.split, the shuffled data copied."""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    W = np.zeros((X.shape[1], n_classes), dtype=float)
    penalised = lambda: float(hinge_loss(X, labels, W) + 0.5 * l2 * (W * W).sum())
    history = [penalised()]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        cuts = np.arange(batch_size, len(X), batch_size)
        for X_batch, labels_batch in zip(np.split(X[order], cuts), np.split(labels[order], cuts)):
            dW = hinge_gradient(X_batch, labels_batch, W)
            dW = dW + l2 * W
            W = W - learning_rate * dW
        history.append(penalised())
    return W, np.array(history)
