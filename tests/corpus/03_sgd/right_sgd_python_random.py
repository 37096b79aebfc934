"""Python's own generator, seeded once."""
# %% sgd
import random


def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    deck = random.Random(seed)
    X = np.asarray(X, float)
    Y = one_hot(labels, n_classes)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    order = list(range(len(X)))
    for _ in range(epochs):
        deck.shuffle(order)
        for s in range(0, len(X), batch_size):
            batch = order[s:s + batch_size]
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W -= learning_rate * dW
            b -= learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
