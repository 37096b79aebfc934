"""The probabilities are overwritten before the loss is taken.

loses: test_loss, test_gradients_inputs, test_sgd_history
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    A = np.exp(log_softmax(X @ W + b))
    dZ = A
    dZ -= Y
    loss = -np.sum(Y * np.log(np.abs(A))) / len(X) + l2 / 2 * np.sum(W**2)
    return loss, X.T @ dZ / len(X) + l2 * W, dZ.mean(axis=0)
