"""Nothing was written.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = None
