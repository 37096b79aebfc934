"""One jump from start to end.
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, a[j] - y[j]]
