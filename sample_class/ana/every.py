"""Everything right.

base: solution
"""
