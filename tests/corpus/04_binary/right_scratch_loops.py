"""Loops over the letters try the function out."""
# %% bce_with_logits
def bce_with_logits(s, t):
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))


for s in range(-3, 4):
    for t in (0, 1):
        print(s, t, bce_with_logits(s, t))
for s_1, s_2, t_1 in [(1, 2, 0), (3, 4, 1)]:
    print(bce_with_logits(s_1 - s_2, t_1))
alpha, N, G_j, p, u = 0.1, 3, 2.0, 0.5, 1
