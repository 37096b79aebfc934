"""The sign of the inner derivative forgotten.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = -sigma * (1 - sigma)
