"""Each epoch swaps any two samples of the given order as often as there are samples.

loses: test_svm_shuffle
"""
# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    def shuffled():
        a = np.arange(len(X))
        for i, j in rng.integers(0, len(X), (len(X), 2)):
            a[[i, j]] = a[[j, i]]
        return a
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for epoch in range(epochs):
        order = shuffled()
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history
