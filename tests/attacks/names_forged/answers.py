"""The student's process lies about the names that the test asks for."""
# %% share
from ce_grader.student import host


def resolve(self, request, decoder):
    found = {name: ("value", np.array([0.25, 0.75])) for name in request["names"]}
    found["check"] = found["np"] = found["hidden_expected"] = ("value", 1)
    return host.Encoder().encode({"id": request["id"], "names": host.Encoder().encode(found)})


host.Host._do_resolve = resolve
