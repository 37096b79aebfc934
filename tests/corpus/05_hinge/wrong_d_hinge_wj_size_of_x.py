"""The size of x, without its sign.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(u(j)) * sp.Abs(x)
