"""Counting the true class and taking it off again."""
# %% repairs
repairs = {"A": x * (indicator(U[j]) - KroneckerDelta(j, y) * (n_y + 1)), "D": (0 * x, x)}
