"""The lines in a deque."""
# %% reduction_steps
from collections import deque

reduction_steps = deque([cce_two, -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(a_2)])
reduction_steps.append(-t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(1 - a_1))
reduction_steps.append(-t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(1 - sigma(s_1 - s_2)))
