"""Crafted replies that refer to what is not there and change what was not sent."""
# %% share
from ce_grader.student import host

def forged(self, request, decoder):
    encode = host.Encoder().encode
    array = encode(np.array([0.25, 0.75]))
    return encode({
        "id": request["id"], "outputs": [{"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}}],
        "changed": [(0, array), (7, array), (-1, array)], "warnings": [(["RuntimeWarning"] * 99, "x" * 99)],
        "value": array,
    })


def share(v):
    host.Host._do_call = forged
    return v


def total(numbers):
    return 0
