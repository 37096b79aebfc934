"""Trained in float32, and the history is rounded to it.

loses: test_sgd_step, test_sgd_batches, test_sgd_history
"""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes), np.float32), np.zeros(n_classes, np.float32)
    X = np.asarray(X, np.float32)
    history = [np.float32(loss_and_gradients(X, Y, W, b, l2)[0])]
    for epoch in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = (W - learning_rate * dW).astype(np.float32), (b - learning_rate * db).astype(np.float32)
        history.append(np.float32(loss_and_gradients(X, Y, W, b, l2)[0]))
    return W, b, history
