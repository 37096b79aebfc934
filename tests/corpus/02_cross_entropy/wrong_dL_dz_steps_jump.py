"""One jump from start to end.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, a[j] - y[j]]
