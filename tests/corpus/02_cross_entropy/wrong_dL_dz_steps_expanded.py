"""The only step is the sum, multiplied out by SymPy.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, sp.expand(chain_sum), a[j] - y[j]]
