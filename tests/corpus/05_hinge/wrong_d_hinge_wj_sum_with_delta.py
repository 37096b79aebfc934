"""A sum over all rivals, with a delta that is not carried out.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = Sum(KroneckerDelta(l, j) * indicator(u(l)), (l, 1, m - 1)) * x
