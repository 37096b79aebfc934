"""Everything right, in another style.

base: solution
"""

# %% bce_with_logits
import math


def bce_with_logits(s, t):
    s, t = np.asarray(s), np.asarray(t)
    losses = np.empty(s.shape)
    for place in np.ndindex(s.shape):
        x, y = float(s[place]), float(t[place])
        losses[place] = max(x, 0.0) - x * y + math.log1p(math.exp(-abs(x)))
    return losses
