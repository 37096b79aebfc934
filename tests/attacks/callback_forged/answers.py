"""Functions of a test are called that it has not given, and their exceptions raised again."""
# %% share
from ce_grader.student import host


class Raised(Exception):
    raised_by_test = 0


def share(v):
    for number in (0, 1, -1, 10**9):
        arguments = host.Encoder().encode(((0.25,), {"out": v}))
        host_of(share)._channel.send(
            host.Encoder().encode({"callback": number, "arguments": arguments})
        )
    return v


def host_of(function):
    import gc

    return next(found for found in gc.get_objects() if type(found) is host.Host)


# %% total
def total(numbers):
    raise Raised("the test passes")
