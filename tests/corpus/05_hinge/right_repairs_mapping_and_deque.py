"""Two dictionaries in a ChainMap, the slopes in a deque."""
# %% repairs
from collections import ChainMap, deque

repairs = ChainMap(
    {"A": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x},
    {"D": deque([0, x])},
)
