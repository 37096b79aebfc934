"""The cancelled step looks like the start: a jump.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)), a[j] - y[j]]
