"""The missing paths without the feature.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]), "D": 1 / N}
