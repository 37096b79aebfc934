"""Strings in the place of expressions.

loses: test_reduction_pairs, test_reduction_ends
"""
# %% reduction_steps
reduction_steps = ["cce_two", "-t_1 log f(s_1 - s_2) - (1 - t_1) log a_2", "BCE"]
