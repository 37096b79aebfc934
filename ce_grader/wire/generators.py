"""`numpy.random.Generator` on the wire: the state of its PCG64, and nothing else."""

from __future__ import annotations

from numpy.random import PCG64, Generator

from ce_grader.wire.binary import Reader, Writer
from ce_grader.wire.errors import DecodeError, EncodeError

State = tuple[int, int, int, int]


def state_of(generator: Generator) -> State:
    """Return state, increment and the spare 32 bits of a PCG64 generator."""
    if type(generator.bit_generator) is not PCG64:
        kind = type(generator.bit_generator).__name__
        raise EncodeError(f"a random generator over {kind} cannot be graded (PCG64 can)")
    state = generator.bit_generator.state
    inner = state["state"]
    return inner["state"], inner["inc"], state["has_uint32"], state["uinteger"]


def set_state(generator: Generator, state: State) -> None:
    """Put a generator into the state."""
    inner, increment, has_spare, spare = state
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": inner, "inc": increment},
        "has_uint32": has_spare,
        "uinteger": spare,
    }


def write_state(writer: Writer, state: State) -> None:
    """Add a state."""
    for number in state:
        writer.integer(number)


def read_state(reader: Reader) -> State:
    """Return the next state, whose numbers fit the generator's registers."""
    state = (reader.integer(), reader.integer(), reader.integer(), reader.integer())
    for number, bits in zip(state, (128, 128, 1, 32), strict=True):
        if not 0 <= number < 2**bits:
            raise DecodeError("a random generator's state is out of range")
    return state


def make(state: State) -> Generator:
    """Return a new generator in the state."""
    generator = Generator(PCG64(0))
    set_state(generator, state)
    return generator
