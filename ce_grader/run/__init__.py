"""The command that grades many submissions in parallel: any executor, one gradebook writer."""

import sys

# jsonschema, which nbformat imports, would spend a second on building a grammar for international
# web addresses; no schema of a notebook has any
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
