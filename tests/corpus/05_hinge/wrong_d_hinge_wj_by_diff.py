"""Left to SymPy, which leaves a delta in a sum.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = sp.diff(loss, w[j])
