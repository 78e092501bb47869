"""Makes personal data unreadable in evidence, with just enough left to find it back."""

import re


def mask(text: str, shown: int = 1) -> str:
    """`text` with every letter and digit after the first `shown` of each word as a dot."""
    return re.sub(r"\w+", lambda m: m[0][:shown] + "•" * (len(m[0]) - shown), text)


def mask_number(text: str, last: int = 2) -> str:
    """`text` with all digits but the `last` ones as dots."""
    keep = len(re.findall(r"\d", text)) - last
    seen = 0
    masked = ""
    for char in text:
        if char.isdigit():
            seen += 1
            masked += "•" if seen <= keep else char
        else:
            masked += char
    return masked
