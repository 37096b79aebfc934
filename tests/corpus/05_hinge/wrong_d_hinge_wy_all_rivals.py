"""Every rival counts: minus (m - 1) x.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -(m - 1) * x
