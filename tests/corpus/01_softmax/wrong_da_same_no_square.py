"""The denominator of the quotient rule without its square.

loses: test_da_same
"""
# %% da_same
da_same = exp(z[k]) - exp(z[k])**2 / S
