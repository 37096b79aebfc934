"""The term's value in the place of the indicator.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = Max(0, u(j)) * x
