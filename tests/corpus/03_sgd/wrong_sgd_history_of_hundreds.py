"""The history averages the losses of a hundred samples each.

loses: test_sgd_history
"""
# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train from zeros by stochastic gradient descent; return W, b and the history."""
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(np.mean([loss_and_gradients(X[i : i + 100], Y[i : i + 100], W, b, l2)[0] for i in range(0, len(X), 100)]))
    return W, b, history
