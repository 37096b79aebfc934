"""`numpy.random.Generator` on the wire: the state of its PCG64, and nothing else."""

from __future__ import annotations

from numpy.random import PCG64, Generator

from ce_grader.wire.binary import Reader, Writer
from ce_grader.wire.errors import DecodeError, EncodeError

State = tuple[int, int, int, int]


def state_of(generator: Generator) -> State:
    """Return what a PCG64 generator will go on from.

    Parameters
    ----------
    generator : numpy.random.Generator
        Any generator.

    Returns
    -------
    tuple of int
        State, increment, whether there are 32 spare bits, and these.

    Raises
    ------
    EncodeError
        If it is over another bit generator.
    """
    if type(generator.bit_generator) is not PCG64:
        kind = type(generator.bit_generator).__name__
        raise EncodeError(f"a random generator over {kind}, which cannot be graded (PCG64 can)")
    state = generator.bit_generator.state
    inner = state["state"]
    return inner["state"], inner["inc"], state["has_uint32"], state["uinteger"]


def set_state(generator: Generator, state: State) -> None:
    """Put a generator into a state.

    Parameters
    ----------
    generator : numpy.random.Generator
        Over PCG64; it is changed.
    state : tuple of int
        As `state_of` gives it.
    """
    inner, increment, has_spare, spare = state
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": inner, "inc": increment},
        "has_uint32": has_spare,
        "uinteger": spare,
    }


def write_state(writer: Writer, state: State) -> None:
    """Add a state to a message.

    Parameters
    ----------
    writer : Writer
        The message.
    state : tuple of int
        As `state_of` gives it.
    """
    for number in state:
        writer.integer(number)


def read_state(reader: Reader) -> State:
    """Return the next state.

    Parameters
    ----------
    reader : Reader
        The message.

    Returns
    -------
    tuple of int
        Numbers that fit the generator's registers.

    Raises
    ------
    DecodeError
        If one does not fit.
    """
    state = (reader.integer(), reader.integer(), reader.integer(), reader.integer())
    for number, bits in zip(state, (128, 128, 1, 32), strict=True):
        if not 0 <= number < 2**bits:
            raise DecodeError("a random generator's state is out of range")
    return state


def make(state: State) -> Generator:
    """Return a new generator.

    Parameters
    ----------
    state : tuple of int
        As `state_of` gives it.

    Returns
    -------
    numpy.random.Generator
        Over PCG64, in that state.
    """
    generator = Generator(PCG64(0))
    set_state(generator, state)
    return generator
