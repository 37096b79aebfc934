"""A condition, no number.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = u(j) > 0
