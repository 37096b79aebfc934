"""By SymPy's own derivative."""
# %% d_hinge_wj
d_hinge_wj = sp.diff(Max(0, u(j)), w[j])
