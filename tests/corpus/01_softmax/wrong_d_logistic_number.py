"""Its value at 0 alone.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sp.Rational(1, 4)
