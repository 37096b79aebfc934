"""The indicator of u > 1.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(u(j) - 1) * x
