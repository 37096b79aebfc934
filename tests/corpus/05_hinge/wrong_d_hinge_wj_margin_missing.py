"""The margin is missing in the indicator.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(w[j] * x - w_y * x) * x
