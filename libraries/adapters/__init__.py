"""One small module a library: its functions, each under the question that it answers."""
