"""The rate is halved when the loss has not fallen for five epochs.

loses: test_sgd_penalty
"""
# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history, patience = [loss_and_gradients(X, Y, W, b, l2)[0]], 0
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
        patience = patience + 1 if history[-1] > min(history) else 0
        if patience == 5:
            learning_rate, patience = learning_rate / 2, 0
    return W, b, history
