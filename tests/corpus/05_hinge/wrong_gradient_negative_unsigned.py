"""The data is negated before it is made floats.

loses: test_gradient_inputs
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = 0
    dW = X.T @ B
    for i in rows:
        dW[:, labels[i]] += B[i].sum() * (-X[i])
    return dW / len(X)
