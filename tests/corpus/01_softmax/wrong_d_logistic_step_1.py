"""The right-hand side of step 1, copied: SymPy's own derivative.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = exp(-s) / (1 + exp(-s)) ** 2
