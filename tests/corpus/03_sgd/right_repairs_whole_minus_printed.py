"""The true slope minus the printed one."""

# %% repairs
repairs = {"B": (a[j] - y[j]) * x[i] - claims["B"], "D": N / N**2}
