"""In a symbol that the exercise does not know.

loses: test_d_logistic
"""
# %% d_logistic
d_logistic = sp.Symbol("sigma") * (1 - sp.Symbol("sigma"))
