"""NumPy and SymPy helpers of the softmax, cross-entropy and hinge-loss course."""

__version__ = "0.1.0"
__all__ = ["__version__"]
