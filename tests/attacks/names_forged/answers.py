"""The student's process lies about the names that the test asks for."""
# %% share
from ce_grader.student import host


def resolve(self, request, decoder):
    encode = host.Encoder().encode
    found = {name: ("value", encode(np.array([0.25, 0.75]))) for name in request["names"]}
    found["check"] = found["np"] = found["hidden_expected"] = ("value", encode(1))
    return encode({"id": request["id"], "names": found})


host.Host._do_resolve = resolve
