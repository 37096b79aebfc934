"""The mean of the last weights is returned after many epochs.

loses: test_svm_step
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng, seen = np.random.default_rng(seed), []
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
        seen.append(W)
    return np.mean(seen[-10:], axis=0) if epochs > 20 else W, history
