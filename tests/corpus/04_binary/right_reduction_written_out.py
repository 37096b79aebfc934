"""Written out with exponentials, as a tuple."""
# %% reduction_steps
first = 1 / (1 + exp(s_2 - s_1))
reduction_steps = (
    -t_1 * log(exp(s_1) / (exp(s_1) + exp(s_2))) - (1 - t_1) * log(exp(s_2) / (exp(s_1) + exp(s_2))),
    -t_1 * log(1 / (1 + exp(s_2) / exp(s_1))) - (1 - t_1) * log(a_2),
    -t_1 * log(first) - (1 - t_1) * log(1 - first),
)
