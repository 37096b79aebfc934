"""The size of x.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(u(j)) * sp.Abs(x)
