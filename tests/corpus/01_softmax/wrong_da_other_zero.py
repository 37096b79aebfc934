"""z_j thought absent from a_k.

loses: test_da_other
"""
# %% da_other
da_other = sp.Integer(0)
