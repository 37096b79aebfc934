"""The letter x is a number.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
x = 3.0
d_hinge_wj = indicator(u(j)) * x
