"""An empty list.
"""
# %% dL_dz_steps
dL_dz_steps = []
