"""A RandomState of the seed, and loops over samples."""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    generator = np.random.RandomState(seed)
    Y = one_hot(labels, n_classes)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        order = list(generator.permutation(len(X)))
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            dW, db = l2 * W, np.zeros(n_classes)
            for index in batch:
                error = np.exp(log_softmax(X[index] @ W + b)) - Y[index]
                dW = dW + np.outer(X[index], error) / len(batch)
                db = db + error / len(batch)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, tuple(history)
