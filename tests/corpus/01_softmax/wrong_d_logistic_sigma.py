"""The function for its slope.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sigma
