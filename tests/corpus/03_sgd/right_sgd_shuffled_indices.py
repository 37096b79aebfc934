"""One index array, shuffled in place every epoch."""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    indices, Y = np.arange(len(X)), one_hot(labels, n_classes)
    W, b, history = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), []
    for epoch in range(epochs + 1):
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
        if epoch == epochs:
            return W, b, history
        rng.shuffle(indices)
        for start in range(0, len(X), batch_size):
            some = indices[start : start + batch_size]
            loss, dW, db = loss_and_gradients(X[some], Y[some], W, b, l2)
            W = W - learning_rate * dW
            b = b - learning_rate * db
