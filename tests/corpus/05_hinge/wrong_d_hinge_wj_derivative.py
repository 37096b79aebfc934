"""An unevaluated derivative.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = sp.Derivative(Max(0, u(j)), w[j])
