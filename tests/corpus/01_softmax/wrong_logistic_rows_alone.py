"""A loop over the first axis: a single score has none.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    def of(s):
        e = np.exp(-np.abs(s))
        return np.where(s >= 0, 1, e) / (1 + e)

    return np.array([of(row) for row in z])
