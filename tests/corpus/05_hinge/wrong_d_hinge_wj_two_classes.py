"""For two classes alone.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(u(1)) * x
