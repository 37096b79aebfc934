"""What the libraries compute on the course's inputs: asked, stored, and written as a page.

`make libraries LIB=pytorch` asks one library in an environment of its own and stores what it
answers in `results/`; `python -m libraries.page` writes `docs/libraries.md` from what is stored.
"""
