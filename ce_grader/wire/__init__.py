"""Plain data over a stream between processes that do not trust each other.

The trusted side decodes what a student's process sent: every type, shape, size and depth is
checked, and nothing is ever looked up by a name that came over the wire, save in a fixed table.
`frames` cuts the stream into messages, `codec` turns values into bytes and back.
"""
