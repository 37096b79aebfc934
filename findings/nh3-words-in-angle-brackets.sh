#!/usr/bin/env bash
# nh3 0.3.8: a word in angle brackets can take the rest of a written answer with it.
# 
# An unlisted tag is dropped, and its content stays. Where the word happens to be the name of an element
# of MathML or SVG, as in "a list <int> of scores", everything behind it is dropped too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check nh3==0.3.8
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import nh3

for word in ("foo", "int", "max", "list"):
    print(word, repr(nh3.clean(f"a <{word}> of scores, <b>and more</b>", tags={"b"})))
CODE
diff - "$work/seen" <<'SEEN'
foo 'a  of scores, <b>and more</b>'
int 'a '
max 'a '
list 'a '
SEEN
echo "as described"
