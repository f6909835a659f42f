"""What the log does not say: a private address opens to whoever reads it, so its end is left out."""

import re

PRIVATE = re.compile(r"(/(?:ask/mine|ask/told|ask/answer|survey)/)[^/\s]+")


def without_private_addresses(record):
    """Let every line pass, with the end of a private address left out."""
    if isinstance(record.args, tuple):
        record.args = tuple(PRIVATE.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args)
    return True
