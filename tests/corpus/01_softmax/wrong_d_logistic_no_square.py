"""The denominator without its square.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = exp(-s) / (1 + exp(-s))
