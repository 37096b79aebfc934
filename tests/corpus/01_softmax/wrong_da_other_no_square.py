"""The denominator without its square.

loses: test_da_other
"""
# %% da_other
da_other = -exp(z[k]) * exp(z[j]) / S
