"""Every step between the ends is what SymPy makes of the sum.

loses: test_dL_dz_steps_ends
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, chain_sum.doit(), sp.simplify(chain_sum), a[j] - y[j]]
