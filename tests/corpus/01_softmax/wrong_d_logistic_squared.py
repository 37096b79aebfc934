"""The square for the product.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sigma**2
