"""Weights of the data's type, so that integers round.

loses: test_sgd_inputs
"""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)).astype(X.dtype), np.zeros(n_classes).astype(X.dtype)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W.copy(), b.copy()
            W += (-learning_rate * dW).astype(W.dtype)
            b += (-learning_rate * db).astype(b.dtype)
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
