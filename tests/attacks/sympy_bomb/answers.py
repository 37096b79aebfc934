"""A small expression whose evaluation never ends."""
# %% share
def share(v):
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = sp.Integer(10)
for _ in range(4):
    slope = sp.Pow(sp.Integer(10), slope, evaluate=False)
slope = sp.Add(slope, sp.factorial(sp.Integer(10) ** 12, evaluate=False), evaluate=False)
