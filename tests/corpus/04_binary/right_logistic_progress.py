"""Reports on stderr, and wants NumPy to raise."""
# %% logistic_regression
import sys

np.seterr(all="raise")


def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        print(step, file=sys.stderr)
        if step < steps:
            theta = theta - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return theta, history
