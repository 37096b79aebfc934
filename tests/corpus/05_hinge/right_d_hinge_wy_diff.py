"""By SymPy's own derivative."""
# %% d_hinge_wy
d_hinge_wy = sp.diff(loss, w_y)
