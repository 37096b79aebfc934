"""An object that can be iterated."""

# %% minibatches
class Dealer:
    def __init__(self, order, size):
        self.order, self.size = order, size

    def __iter__(self):
        for start in range(0, len(self.order), self.size):
            yield self.order[start : start + self.size]


def minibatches(n_samples, batch_size, rng):
    return Dealer(rng.permutation(n_samples), batch_size)
