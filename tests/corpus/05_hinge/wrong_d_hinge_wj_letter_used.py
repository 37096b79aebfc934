"""A loop has used the letter j.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
for j in range(3):
    pass
d_hinge_wj = indicator(u(j)) * x
