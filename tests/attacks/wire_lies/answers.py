"""Crafted replies that refer to what is not there and change what was not sent."""
# %% share
from ce_grader.student import host

genuine = host.Host._do_use


def forged(self, request, decoder):
    if request["target"] is not share:
        return genuine(self, request, decoder)
    encode = host.Encoder().encode
    array = encode(np.array([0.25, 0.75]))
    return encode({
        "id": request["id"], "outputs": [{"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}}],
        "changed": [(0, array), (7, array), (-1, array)], "overwritten": [(3, array)],
        "warnings": [(["RuntimeWarning"] * 99, "x" * 99)], "names": {"np": ("value", array), "WEIGHTS": ("value", array)},
        "files": {"table.csv": b"0,0", "../note.txt": b"x"}, "value": array,
    })


def share(v):
    return v


host.Host._do_use = forged


def total(numbers):
    return 0
