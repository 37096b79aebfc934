# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# **Name:**
#
# **Student ID:**
#
# *Double-click this cell, write your name and student ID after the colons, and press
# Shift-Enter.*
