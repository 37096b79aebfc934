"""The formula as a string.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = "sigma * (1 - sigma)"
