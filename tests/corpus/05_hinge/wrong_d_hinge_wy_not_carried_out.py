"""A derivative that is not carried out.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = sp.Derivative(loss, w_y)
