"""Memory that somebody's large file took goes back to the machine when the file has gone.

The C library learns from the first large block that is freed, and keeps every later one of that size for whoever may want it next: each thread that ever
held an upload keeps some dozens of megabytes, and a machine has eight times as many such keepers as cores. The garbage collector has no part in it.
"""

import ctypes
from contextlib import suppress

_LARGE, _KEPT = 2**20, 2**21
"""From how many bytes a block goes back as soon as it is free, and how many free bytes each thread keeps: what a click takes is smaller, and stays."""
_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -3, -1  # malloc.h


def give_back() -> None:
    """From now on, in this process. Nothing happens where the C library is another than glibc: no other keeps that much."""
    with suppress(AttributeError, OSError, TypeError):  # TypeError: Windows has no library of that kind
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_TRIM_THRESHOLD, _KEPT)
