"""The slope of a softened hinge.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = x / (1 + sp.exp(-u(j)))
