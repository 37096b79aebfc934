"""SymPy's Heaviside."""
# %% d_hinge_wj
d_hinge_wj = sp.Heaviside(u(j)) * x
