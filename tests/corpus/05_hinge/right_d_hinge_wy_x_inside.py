"""The factor -x inside the sum, another letter."""
# %% d_hinge_wy
d_hinge_wy = Sum(-x * indicator(u(j)), (j, 1, m - 1))
