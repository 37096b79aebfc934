"""The case t_1 = 1 alone.

loses: test_reduction_ends
"""
# %% reduction_steps
reduction_steps = [-log(a_1), -log(sigma(s_1 - s_2)), log(1 + exp(s_2 - s_1))]
