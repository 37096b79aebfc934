"""The step length of Pegasos where there is a penalty.

loses: test_svm_step
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng, t = np.random.default_rng(seed), 0
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            t += 1
            rate = 1 / (l2 * t) if l2 else learning_rate
            W = W - rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
