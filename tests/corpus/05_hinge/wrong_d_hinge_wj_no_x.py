"""The factor x is missing.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(u(j))
