"""A string.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = '1(u_j > 0) x'
