"""The margin is missing in the indicators.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(w[l] * x - w_y * x), (l, 1, m - 1)) * x
