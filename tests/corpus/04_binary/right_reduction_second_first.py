"""The second logarithm first, by substitution."""
# %% reduction_steps
reduction_steps = [cce_two]
reduction_steps.append(cce_two.subs(a_2, 1 - a_1))
reduction_steps.append(-t_1 * log(a_1) - (1 - t_1) * log(1 - sigma(s_1 - s_2)))
reduction_steps.append(reduction_steps[-1].subs(a_1, sigma(s_1 - s_2)))
