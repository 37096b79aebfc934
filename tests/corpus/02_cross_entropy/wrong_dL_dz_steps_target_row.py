"""Only the term k = j.

loses: test_dL_dz_steps_ends, test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)), -y[j] * (1 - a[j]), -y[j] + y[j] * a[j], -y[j] * (1 - a[j]) + 0]
