"""The slope of tanh.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = 1 - sigma**2
