"""optax' add_decayed_weights after sgd: the penalty is added to the step as it is.

loses: test_sgd_penalty
"""
# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    X, Y = np.asarray(X, dtype=float), np.eye(n_classes)[labels]
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, 0.0)
            W, b = W - learning_rate * dW + l2 * W, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
