"""How much of the processor something takes; unlike the clock it hardly knows of other work."""

import time
from collections.abc import Callable


def processor_s(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call takes in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began
