"""Habits that make a right function wrong: operators of the mutation run, beside the mechanical.

Each takes a right function and returns a wrong one, as people write it who come from another
library, or who "optimise". A habit that leaves a function right for all it may be asked (clipping
probabilities that are never small) makes an equivalent mutant.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

Function = Callable[..., Any]


def _on_outputs(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Return the habit that changes every array and number a function returns."""

    def changed(value: Any) -> Any:
        if isinstance(value, tuple | list):
            return type(value)(changed(part) for part in value)
        if isinstance(value, Iterator):
            return map(changed, value)
        return change(value)

    def habit(func: Function) -> Function:
        @functools.wraps(func)
        def wrong(*args: Any, **options: Any) -> Any:
            return changed(func(*args, **options))

        return wrong

    return habit


def _on_inputs(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Return the habit that changes every array a function gets."""

    def habit(func: Function) -> Function:
        @functools.wraps(func)
        def wrong(*args: Any, **options: Any) -> Any:
            given = [change(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
            return func(*given, **options)

        return wrong

    return habit


def _clipped(low: float, high: float) -> Callable[[Any], Any]:
    return lambda value: np.clip(value, low, high)


def _floating(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a change of floating-point arrays that leaves all others alone."""
    return lambda array: change(array) if array.dtype.kind == "f" else array


def _like_the_argument(func: Function) -> Function:
    """Return what a buffer made by `zeros_like` of the first argument would hold."""

    @functools.wraps(func)
    def wrong(*args: Any, **options: Any) -> Any:
        value, first = func(*args, **options), np.asarray(args[0])
        same = isinstance(value, np.ndarray) and value.shape == first.shape
        return value.astype(first.dtype) if same and first.dtype.kind in "iu" else value

    return wrong


def _one_buffer(func: Function) -> Function:
    """Return every result of one shape in the same array, which the next call overwrites."""
    buffers: dict[tuple[int, ...], Any] = {}

    @functools.wraps(func)
    def wrong(*args: Any, **options: Any) -> Any:
        value = func(*args, **options)
        if not isinstance(value, np.ndarray):
            return value
        buffer = buffers.setdefault(value.shape, np.empty(value.shape))
        buffer[...] = value
        return buffer

    return wrong


def _destroyed(func: Function) -> Function:
    """Leave zeros in the arguments."""

    @functools.wraps(func)
    def wrong(*args: Any, **options: Any) -> Any:
        value = func(*args, **options)
        for arg in args:
            if isinstance(arg, np.ndarray):
                arg[...] = 0
        return value

    return wrong


def _rest_forgotten(share: float) -> Callable[[Function], Function]:
    """Return the habit of going on with a part of the epochs or steps, to the length asked for."""

    def habit(func: Function) -> Function:
        (name,) = {"epochs", "steps"} & set(inspect.signature(func).parameters) or {""}

        @functools.wraps(func)
        def wrong(*args: Any, **options: Any) -> Any:
            wanted = options.get(name, 0)
            *weights, history = func(*args, **{**options, name: min(wanted, int(share))})
            missing = wanted + 1 - len(history)
            return (*weights, [*history, *[history[-1]] * missing])

        return wrong if name else func

    return habit


HABITS: Mapping[str, Callable[[Function], Function]] = {
    "squeezes what it returns": _on_outputs(np.squeeze),
    "returns float32": _on_outputs(lambda value: np.asarray(value, dtype=np.float32)),
    "computes in float32": _on_inputs(_floating(lambda a: a.astype(np.float32))),
    "clips its input at 500": _on_inputs(_floating(_clipped(-500, 500))),
    "clips its input at 30": _on_inputs(_floating(_clipped(-30, 30))),
    "clips what it returns to [1e-7, 1 − 1e-7]": _on_outputs(_clipped(1e-7, 1 - 1e-7)),
    "clips what it returns at 1e3": _on_outputs(_clipped(-1e3, 1e3)),
    "clips what it returns at 10": _on_outputs(_clipped(-10, 10)),
    "adds 1e-8 to what it returns": _on_outputs(lambda value: np.asarray(value) + 1e-8),
    "rounds to eight places": _on_outputs(lambda value: np.round(value, 8)),
    "replaces NaN and infinity": _on_outputs(np.nan_to_num),
    "fills a buffer like its argument": _like_the_argument,
    "returns one buffer again and again": _one_buffer,
    "destroys its arguments": _destroyed,
    "stops after 5 epochs": _rest_forgotten(5),
    "stops after 20 epochs": _rest_forgotten(20),
    "stops after 50 epochs": _rest_forgotten(50),
}
