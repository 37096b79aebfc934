"""All orders drawn before the first step."""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(X)) for _ in range(epochs)]
    Y = one_hot(labels, n_classes)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = np.empty(epochs + 1)
    history[0] = loss_and_gradients(X, Y, W, b, l2)[0]
    for epoch, order in enumerate(orders):
        for batch in np.array_split(order, range(batch_size, len(X), batch_size)):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history[epoch + 1] = loss_and_gradients(X, Y, W, b, l2)[0]
    return W, b, history
