"""Not carried out.

loses: test_dL_da
"""
# %% dL_da
dL_da = sp.Derivative(-y[j] * log(a[j]), a[j])
