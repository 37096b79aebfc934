"""A number.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = 1
