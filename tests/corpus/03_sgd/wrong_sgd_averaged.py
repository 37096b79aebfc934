"""The mean of the last weights is returned after many epochs.

loses: test_sgd_step
"""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    seen = []
    for epoch in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
        seen.append((W, b))
    if epochs > 20:
        W, b = (np.mean(parts, axis=0) for parts in zip(*seen[-10:]))
    return W, b, history
