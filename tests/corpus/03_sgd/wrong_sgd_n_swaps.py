"""Each epoch swaps any two samples of the given order as often as there are samples.

loses: test_sgd_shuffle
"""
# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        order = np.arange(len(X))
        for i, j in rng.integers(0, len(X), (len(X), 2)):
            order[[i, j]] = order[[j, i]]
        for s in range(0, len(X), batch_size):
            batch = order[s:s + batch_size]
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
