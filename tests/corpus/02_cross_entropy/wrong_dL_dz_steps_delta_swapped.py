"""001's swapped delta.

loses: test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)), y[j] * a[j] - Sum(y[k], (k, 1, m)) * (1 - a[j]), a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
