"""Forms, links, records, and whether a member may take part, be recorded, be quoted: now.

The answer is always computed from the records and the district's policy; it is never stored.
"""
