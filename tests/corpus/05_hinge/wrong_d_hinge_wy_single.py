"""A single rival j, no sum.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -indicator(u(j)) * x
