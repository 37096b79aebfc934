"""The learning rate falls to a tenth after every hundred steps.

loses: test_sgd_step
"""
# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train from zeros by stochastic gradient descent; return W, b and the history."""
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    step = 0
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            rate = learning_rate * 0.1 ** (step // 100)
            step += 1
            W, b = W - rate * dW, b - rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
