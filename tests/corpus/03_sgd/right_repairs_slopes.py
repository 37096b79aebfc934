"""The sum of all targets but one."""

# %% repairs
others = Sum(y[k], (k, 1, m)) - y[j]
repairs = {"D": sp.exp(-sp.log(N)), "B": others * a[j] * x[i]}
