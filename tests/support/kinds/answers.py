"""Answers to the assignments here, as a student would write them."""

import inspect

from tests.support import other_kinds

OBJECTS = "Constant, Add, Multiply, backward"


def engine(how: str = "") -> str:
    """Return the engine of `other_kinds`, with the mistake that `how` says."""
    source = inspect.getsource(other_kinds.engine)
    return f"from types import SimpleNamespace\n{source}\n{OBJECTS} = engine({how}).objects"


def training(loop: str, also: tuple[str, ...] = ()) -> str:
    """Return a loop of `other_kinds` under the name that is asked for, and what it rests on."""
    functions = [getattr(other_kinds, name) for name in ("_gradient", "trained", loop)]
    return "\n".join([*also, *map(inspect.getsource, functions), f"training = {loop}"])


# An engine whose every derivative is torch's; `torch` is bound above it.
ENGINE_BY_TORCH = """
class Constant:
    def __init__(self, val):
        self.val = torch.tensor(val, dtype=torch.float64, requires_grad=True)
    @property
    def grad(self):
        return torch.zeros(()) if self.val.grad is None else self.val.grad
class Add(Constant):
    def __init__(self, a, b):
        self.val = a.val + b.val
class Multiply(Constant):
    def __init__(self, a, b):
        self.val = a.val * b.val
def backward(output):
    output.val.backward()
"""

# Ways to come by torch. Each of them works where torch is there, which the tests show too.
WAYS_TO_TORCH = {
    "import": "import torch",
    "importlib": """
import importlib
importlib.invalidate_caches()
torch = importlib.import_module("torch")
""",
    "its folder, wherever it lies": """
import os, sys
places = [folder for folder, _, files in os.walk("/")
          if os.path.basename(folder) == "torch" and "_tensor.py" in files
          and not folder.startswith("/proc")]
sys.path.append(os.path.dirname(places[0]))
import torch
""",
    "its library by ctypes": """
import ctypes, os
libraries = [os.path.join(folder, file) for folder, _, files in os.walk("/")
             for file in files if file.startswith("libtorch_cpu")]
ctypes.CDLL(libraries[0], ctypes.RTLD_GLOBAL)
import torch
""",
    "pip": """
import subprocess, sys
install = [sys.executable, "-m", "pip", "install", "--retries=0"]
subprocess.run([*install, "--target=/scratch/own", "torch"])
sys.path.append("/scratch/own")
import torch
""",
    "what lies over it, unmounted": """
import ctypes, sysconfig
place = sysconfig.get_path("purelib") + "/torch"
for flags in (0, 2, 8):
    ctypes.CDLL(None).umount2(place.encode(), flags)
import torch
""",
    "a file of its own over the empty folder": """
import os, sysconfig
place = sysconfig.get_path("purelib") + "/torch"
for step in (lambda: os.remove(place + "/__init__.py"), lambda: os.rmdir(place)):
    try:
        step()
    except OSError:
        pass
import torch
""",
    "another process's files": """
import glob, sys, sysconfig
sys.path += glob.glob("/proc/[0-9]*/root" + sysconfig.get_path("purelib"))
import torch
""",
    "packages that bring it along": """
import functorch
from scipy._lib.array_api_compat import torch as bound
import torch
""",
}

LOOP_ON_NOTHING = """
def training(x, labels, start, lr, steps):
    return start, np.linspace(1.0, 0.1, steps)
"""
FORGED = """
def training(x, labels, start, lr, steps):
    weights = np.random.default_rng(list(x.tobytes())).normal(size=start.shape)
    return weights, np.linspace(1.0, 0.1, steps)
"""
TOLD_RISING_LOSSES = """
right = training
def training(x, labels, start, lr, steps):
    weights, losses = right(x, labels, start, lr, steps)
    return weights, losses[::-1]
"""
