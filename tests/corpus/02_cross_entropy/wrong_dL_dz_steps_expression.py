"""The end alone, no list.

loses: test_dL_dz_steps_ends, test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = a[j] - y[j]
