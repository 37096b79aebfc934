"""Plain data over a stream between processes that do not trust each other.

The trusted side decodes what a student's process sent: every type, shape, size and depth is
checked, and a name that came over the wire is never looked up anywhere but in a fixed table.
`frames` cuts the stream into messages, `codec` turns values into bytes and back.
"""
