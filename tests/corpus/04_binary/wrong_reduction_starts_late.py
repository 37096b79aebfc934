"""Begins with the second line.

loses: test_reduction_ends
"""
# %% reduction_steps
reduction_steps = [
    log(1 + exp(s_1 - s_2)) - t_1 * (s_1 - s_2),
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(sigma(s_2 - s_1)),
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(1 - sigma(s_1 - s_2)),
]
