"""The indicator of the opposite case.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(-u(j)) * x
