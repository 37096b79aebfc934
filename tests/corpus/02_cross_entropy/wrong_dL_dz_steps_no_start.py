"""Begins in the middle.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [Sum(y[k], (k, 1, m)) * a[j] - y[j], a[j] * Sum(y[k], (k, 1, m)) - y[j] + 0 * a[j], a[j] - y[j]]
