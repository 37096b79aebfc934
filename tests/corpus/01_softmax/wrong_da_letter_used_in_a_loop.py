"""The answer's own cell has used the letter j in a loop.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
for j in range(1, 4):
    print(a(j))
da = a(k) * (KroneckerDelta(j, k) - a(j))
