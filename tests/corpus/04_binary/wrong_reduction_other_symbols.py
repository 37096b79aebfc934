"""In symbols of one's own.

loses: test_reduction_pairs, test_reduction_ends
"""
# %% reduction_steps
x, y = sp.symbols("x y")
reduction_steps = [e.subs({s_1: x, s_2: y}) for e in (cce_two, cce_two.subs(a_2, 1 - a_1), log(1 + exp(s_1 - s_2)) - t_1 * (s_1 - s_2))]
