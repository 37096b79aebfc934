"""The parts of a reply of the student's process, each checked, and what is done with them."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from ce_grader.trusted.clean import clean_outputs
from ce_grader.trusted.session import Reply
from ce_grader.wire import generators
from ce_grader.wire.errors import DecodeError


def entry(value: Any) -> tuple[str, Any]:
    """Return what is said of a name.

    Parameters
    ----------
    value : object
        What came.

    Returns
    -------
    kind : str
        What the name stands for.
    described : object
        That, not checked yet.

    Raises
    ------
    DecodeError
        If it is something else.
    """
    if type(value) is not tuple or len(value) != 2 or type(value[0]) is not str:
        raise DecodeError("a name has an unknown form")
    return value


def print_outputs(outputs: Any) -> None:
    """Print what a student's function printed; its figures are dropped.

    Parameters
    ----------
    outputs : object
        What came as its outputs.
    """
    for output in clean_outputs(outputs):
        if output["output_type"] == "stream":
            (sys.stderr if output["name"] == "stderr" else sys.stdout).write(output["text"])


def typed(reply: Reply, key: str, kind: type) -> Any:
    """Return a field of a reply.

    Parameters
    ----------
    reply : dict
        The reply.
    key : str
        The field's name.
    kind : type
        Its type.

    Returns
    -------
    object
        Of exactly that type.

    Raises
    ------
    DecodeError
        If it is missing, or of another type.
    """
    value = reply.get(key)
    if type(value) is not kind:
        raise DecodeError(f"the answer's {key} has an unknown form")
    return value


def pairs(value: Any, first: type, second: type) -> list[tuple[Any, Any]]:
    """Return a list of pairs.

    Parameters
    ----------
    value : object
        What came.
    first, second : type
        The types of their parts.

    Returns
    -------
    list of tuple
        The pairs.

    Raises
    ------
    DecodeError
        If it is something else.
    """
    items: list[Any] = value if type(value) is list else [None]
    for item in items:
        if type(item) is not tuple or [type(part) for part in item] != [first, second]:
            raise DecodeError("the answer has an unknown form")
    return items


def update(target: Any, new: Any) -> None:
    """Give a test's object the contents that the student's function left in its copy.

    Parameters
    ----------
    target : object
        An array, list, dict or random generator of the test's.
    new : object
        The contents.

    Raises
    ------
    DecodeError
        If they are of another kind.
    """
    if type(target) is not type(new):
        raise DecodeError("an argument came back as something else")
    if type(target) is np.ndarray:
        _update_array(target, new)
    elif type(target) is np.random.Generator:
        generators.set_state(target, generators.state_of(new))
    elif type(target) is list:
        target[:] = new
    else:
        target.clear()
        target.update(new)


def _update_array(target: Any, new: Any) -> None:
    if target.shape != new.shape or target.dtype.newbyteorder("=") != new.dtype:
        raise DecodeError("an array came back with another shape or type")
    was_writeable = target.flags.writeable
    target.flags.writeable = True  # raises ValueError where the student's line would have
    target[...] = new
    target.flags.writeable = was_writeable
