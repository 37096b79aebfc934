"""Vowpal Wabbit: whether an example whose hinge is exactly 0 moves the weight."""

from typing import Any

import vowpalwabbit

from libraries.calls import answers

OPTIONS = "--loss_function hinge --sgd --noconstant --quiet --learning_rate 0.5 --power_t 0"


@answers("kinks", "vw --loss_function hinge --sgd", "")
def kinks() -> Any:
    model = vowpalwabbit.Workspace(OPTIONS)
    for _ in range(3):  # two steps of 0.5 lead from w = 0 to w = 1
        model.learn("1 | x:1")
    return {"max(0, 1 − y f) at y f = 1": [1.0 - model.get_weight(model.hash_feature("x", 0))]}
