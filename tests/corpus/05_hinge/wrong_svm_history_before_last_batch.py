"""The entries between hold the loss before the last batch of the epoch.

loses: test_svm_history
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            before = W
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        at = W if epoch == epochs - 1 or batch_size >= len(X) else before
        history.append(hinge_loss(X, labels, at) + l2 / 2 * np.sum(at**2))
    return W, history
