"""A derivative that is not carried out.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sp.Derivative(sigma, s)
