"""A stream is shuffled in a buffer of ten batches.

loses: test_minibatches_order, test_sgd_shuffle
"""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    buffer, size = [], 10 * batch_size
    for i in range(n_samples):
        buffer.append(i)
        if len(buffer) == size:
            rng.shuffle(buffer)
            while len(buffer) >= size:
                yield np.array(buffer[:batch_size])
                del buffer[:batch_size]
    rng.shuffle(buffer)
    for i in range(0, len(buffer), batch_size):
        yield np.array(buffer[i : i + batch_size])
