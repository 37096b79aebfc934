"""Written out for three rivals.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -(indicator(u(1)) + indicator(u(2)) + indicator(u(3))) * x
