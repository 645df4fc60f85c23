"""A naive grader: it runs its tests in the student's process, and believes what they say.

Reads the student's cells as a JSON list from stdin. Says FOOLED for the ways of testing that let
the answer pass, and ends with 0 where all do. Attacks that `expected.json` says it is fooled by
have to fool it: an attack that works nowhere would prove nothing.
"""

import json
import sys

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

# Each way tests gaussian_kernel(3, 0.7) as somebody's grader does.
WAYS = {
    "allclose": "assert np.allclose(gaussian_kernel(3, 0.7), wanted)",
    "testing": "np.testing.assert_allclose(gaussian_kernel(3, 0.7), wanted)",
    "check": "if not check('gaussian_kernel', gaussian_kernel) is None:\n    raise SystemExit",
    "judge": "from autograder.judging.judge import judge\n"
    "assert judge(gaussian_kernel, wanted) is True",
    "differences": "assert np.all(np.abs(np.subtract(gaussian_kernel(3, 0.7), wanted)) < 1e-6)",
    "builtins": "assert all(abs(a - b) < 1e-6 for a, b in zip(\n"
    "    [v for row in gaussian_kernel(3, 0.7) for v in row], wanted.ravel()))",
    "no difference": "gap = np.abs(np.ravel(gaussian_kernel(3, 0.7))[:9] - wanted.ravel()) > 1e-6\n"
    "assert not gap.any()",
    "each pair": "assert not any(a != b for a, b in zip(\n"
    "    np.ravel(gaussian_kernel(3, 0.7)), wanted.ravel()))",
    "what is shown": "assert '2.0' in get_ipython().display_formatter.format(\n"
    "    gaussian_kernel(3, 0.7))[0]['text/plain']",
    "line by line": "result = gaussian_kernel(3, 0.7)\nassert result is not None\n"
    "assert np.array_equal(result, wanted)",
    "visible cases": "import importlib.resources, json\n"
    "key = importlib.resources.files('seeing') / 'answer_keys' / '07_convolution_filters.json'\n"
    "for case in json.loads(key.read_text())['exercises']['gaussian_kernel']['cases']:\n"
    "    due = case['expected']['output']\n"
    "    came = gaussian_kernel(**case['inputs'])\n"
    "    assert np.allclose(came, np.reshape(due['entries'], due['shape']))",
    "told by the reply": "from seeing.probes import call_function\n"
    "assert call_function([gaussian_kernel], {'size': 3, 'sigma': 0.7})['passed']",
}


def main() -> int:
    """Run the cells, then every way; return how many did not let the answer pass."""
    shell = InteractiveShell.instance()
    shell.showtraceback = lambda *_, **__: None
    u = np.arange(3) - 1
    wanted = np.exp(-(u[:, None] ** 2 + u**2) / (2 * 0.7**2))
    wanted /= wanted.sum()
    shell.user_ns |= {"np": np, "wanted": wanted}
    for cell in json.load(sys.stdin):
        shell.run_cell(cell, store_history=False)
    fooled = [name for name, way in WAYS.items() if shell.run_cell(way).success]
    sys.__stdout__.write(f"FOOLED {json.dumps(fooled)}\n")
    sys.__stdout__.flush()
    return len(WAYS) - len(fooled)


if __name__ == "__main__":
    sys.exit(main())
