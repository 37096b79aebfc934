"""All orders are drawn before training; shrinking first, then the step."""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(X)) for _ in range(epochs)]
    W = np.zeros((X.shape[1], n_classes))
    losses = (hinge_loss(X, labels, W) + l2 / 2 * np.linalg.norm(W) ** 2,)
    for order in orders:
        order = list(order)
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            shrunk = (1 - learning_rate * l2) * W
            W = shrunk - learning_rate * hinge_gradient(X[batch], labels[batch], W)
        losses += (hinge_loss(X, labels, W) + l2 / 2 * np.linalg.norm(W) ** 2,)
    return W, losses
