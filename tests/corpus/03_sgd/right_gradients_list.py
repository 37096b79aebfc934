"""Returned as a list, with a loop over the rows."""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    N = X.shape[0]
    A, loss = np.empty((N, W.shape[1])), 0.0
    for n in range(N):
        scores = X[n] @ W + b
        top = np.max(scores)
        total = top + np.log(np.sum(np.exp(scores - top)))
        A[n] = np.exp(scores - total)
        loss += np.dot(Y[n], total - scores)
    return [loss / N + l2 / 2 * (W**2).sum(), (1 / N) * X.T.dot(A - Y) + l2 * W, (1 / N) * (A - Y).T.dot(np.ones(N))]
