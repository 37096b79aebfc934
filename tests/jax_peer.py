"""What JAX and optax answer to the arrays in a file: `python tests/jax_peer.py IN OUT`.

In a process of its own, as JAX has threads, and other tests fork.
"""

import sys
from typing import Any

import numpy as np


def answers(Z: Any, Y: Any, G: Any, X: Any, W: Any, b: Any) -> dict[str, Any]:
    """Return losses and gradients by JAX's own derivative, in float64."""
    import jax
    import jax.numpy as jnp
    import optax

    def network(theta: Any) -> Any:
        return optax.softmax_cross_entropy(X @ theta[0] + theta[1], Y).mean()

    def cce(logits: Any) -> Any:
        return optax.softmax_cross_entropy(logits, Y).mean()

    def bce(logits: Any) -> Any:
        return optax.sigmoid_binary_cross_entropy(logits, Y).sum(axis=1).mean()

    def hinge(weights: Any) -> Any:
        S = X @ weights
        short = jax.nn.relu(1 + S - (S * Y).sum(axis=1, keepdims=True))
        return (short * (1 - Y)).sum(axis=1).mean()

    Z, theta = jnp.asarray(Z), (jnp.asarray(W), jnp.asarray(b))
    decayed = optax.add_decayed_weights(0.1, mask=(True, False))  # the biases are free
    optimiser = optax.chain(decayed, optax.sgd(0.5))
    updates, _ = optimiser.update(jax.grad(network)(theta), optimiser.init(theta), theta)
    step = optax.apply_updates(theta, updates)
    return {
        "softmax": jax.nn.softmax(Z),
        "log_softmax": jax.nn.log_softmax(Z),
        "vjp": jax.vjp(jax.nn.softmax, Z)[1](jnp.asarray(G))[0],
        "jacobian": jax.jacobian(jax.nn.softmax)(Z[0]),
        "cce": cce(Z),
        "cce_gradient": jax.grad(cce)(Z),
        "bce": bce(Z),
        "bce_gradient": jax.grad(bce)(Z),
        "hinge": hinge(theta[0]),
        "hinge_gradient": jax.grad(hinge)(theta[0]),
        "step_weights": step[0],
        "step_biases": step[1],
    }


def main(source: str, target: str) -> None:
    """Answer each problem of the file; its arrays are named `<problem>/<array>`."""
    import jax

    jax.config.update("jax_enable_x64", True)
    arrays = dict(np.load(source))
    found = {}
    for problem in {name.split("/")[0] for name in arrays}:
        given = {name.split("/")[1]: a for name, a in arrays.items() if name.startswith(problem)}
        for name, answer in answers(**given).items():
            found[f"{problem}/{name}"] = np.asarray(answer)
    np.savez(target, **found)


if __name__ == "__main__":
    main(*sys.argv[1:])
