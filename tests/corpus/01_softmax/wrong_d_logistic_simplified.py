"""Left to SymPy, and simplified.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sp.simplify(sp.diff(sigma, s))
