"""A Python function for an expression.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = lambda s: sigma * (1 - sigma)
