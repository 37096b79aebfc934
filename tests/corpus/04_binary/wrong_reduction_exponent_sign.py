"""The sigmoid with the wrong sign in the exponent.

loses: test_reduction_pairs, test_reduction_ends
"""
# %% reduction_steps
def falling(u):
    return 1 / (1 + exp(u))


reduction_steps = [
    cce_two,
    -t_1 * log(falling(s_1 - s_2)) - (1 - t_1) * log(a_2),
    -t_1 * log(falling(s_1 - s_2)) - (1 - t_1) * log(1 - falling(s_1 - s_2)),
]
