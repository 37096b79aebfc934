"""Takes no step and reports log 2.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    return np.zeros(X.shape[1]), [np.log(2)] * (steps + 1)
