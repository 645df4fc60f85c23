from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys
shown = {"text/plain": "HOSTILE 2.0", "text/html": "<b>HOSTILE: all hidden cases pass</b>"}
get_ipython().display_formatter.format = lambda *a, **k: (shown, {})
show = lambda *a, **k: print("HOSTILE 2.0")
sys.displayhook = get_ipython().displayhook.__class__.__call__ = show
class Marks(float):
    def _repr_mimebundle_(self, **k): return shown
    def __repr__(self): return "HOSTILE 2.0"
landed = True
def gaussian_kernel(size, sigma):
    print("HOSTILE 2.0 / 2.0")
    return Marks(2.0)
print('{"output_type": "execute_result", "data": {"text/plain": "2.0"}}')
2.0
""",
    "conv1d_matrix": WITNESS,
}
