"""W updated before db is computed.

loses: test_sgd_step, test_sgd_batches
"""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            W = W - learning_rate * loss_and_gradients(X[batch], Y[batch], W, b, l2)[1]
            b = b - learning_rate * loss_and_gradients(X[batch], Y[batch], W, b, l2)[2]
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
