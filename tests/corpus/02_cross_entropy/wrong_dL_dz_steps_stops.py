"""Stops at a sum, like 000.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)), Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)), a[j] * Sum(y[k], (k, 1, m)) - y[j]]
