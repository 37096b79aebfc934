"""Without the other exercises' functions, shuffling copies."""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    X = np.asarray(X, dtype=np.float64)
    N, D = X.shape
    Y = np.eye(n_classes)[labels]
    W, b = np.zeros((D, n_classes)), np.zeros(n_classes)
    
    def forward(X):
        Z = X @ W + b
        Z = Z - Z.max(axis=1, keepdims=True)
        return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    
    def total():
        return -(Y * forward(X)).sum() / N + l2 / 2 * (W**2).sum()
    
    history = [total()]
    for _ in range(epochs):
        order = rng.permutation(N)
        Xs, Ys = X[order], Y[order]
        for start in range(0, N, batch_size):
            x, y = Xs[start : start + batch_size], Ys[start : start + batch_size]
            error = np.exp(forward(x)) - y
            dW, db = x.T @ error / len(x) + l2 * W, error.mean(axis=0)
            W -= learning_rate * dW
            b -= learning_rate * db
        history.append(total())
    return W, b, np.array(history)
