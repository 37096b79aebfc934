"""SymPy's Heaviside under the sum."""
# %% d_hinge_wy
d_hinge_wy = -x * Sum(sp.Heaviside(u(l)), (l, 1, m - 1))
