"""Everything right, in another style.

base: solution
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    N, (D, C) = len(X), W.shape
    loss, dW, db = 0.0, np.zeros((D, C)), np.zeros(C)
    for n in range(N):
        log_a = log_softmax(X[n] @ W + b)
        for c in range(C):
            loss -= Y[n, c] * log_a[c] / N
            error = (np.exp(log_a[c]) - Y[n, c]) / N
            db[c] += error
            for d in range(D):
                dW[d, c] += X[n, d] * error
    for d in range(D):
        for c in range(C):
            loss += l2 / 2 * W[d, c] ** 2
            dW[d, c] += l2 * W[d, c]
    return loss, dW, db
