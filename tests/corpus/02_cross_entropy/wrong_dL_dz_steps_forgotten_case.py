"""The case put back without its -y_j a_j.

loses: test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, -y[j] * (1 - a[j]) + Sum(y[k] * a[j], (k, 1, m)), a[j] - y[j]]
