"""Nothing.
"""
# %% dL_dz_steps
dL_dz_steps = None
