"""The size of w_y in the shortfall.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = indicator(w[j] * x - sp.Abs(w_y) * x + 1) * x
