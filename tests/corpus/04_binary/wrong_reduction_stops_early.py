"""Ends before the second logarithm is changed.

loses: test_reduction_ends
"""
# %% reduction_steps
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(1 - a_1),
]
