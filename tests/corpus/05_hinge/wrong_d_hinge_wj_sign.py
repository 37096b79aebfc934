"""The sign is wrong.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = -indicator(u(j)) * x
