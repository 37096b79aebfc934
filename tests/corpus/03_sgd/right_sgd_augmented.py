"""The bias as the weight of a constant feature, shrunk before the step."""

# %% sgd
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    rng = np.random.default_rng(seed)
    Xa = np.column_stack([X, np.ones(len(X))])
    Y = one_hot(labels, n_classes)
    theta = np.zeros((Xa.shape[1], n_classes))
    
    def loss():
        return -np.mean(np.sum(Y * log_softmax(Xa @ theta), axis=1)) + l2 / 2 * np.sum(theta[:-1] ** 2)
    
    history = [loss()]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            x = Xa[batch]
            G = x.T @ (np.exp(log_softmax(x @ theta)) - Y[batch]) / len(batch)
            theta[:-1] *= 1 - learning_rate * l2
            theta -= learning_rate * G
        history.append(loss())
    return theta[:-1], theta[-1], history
