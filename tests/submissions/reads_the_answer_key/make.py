from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import importlib.resources, json
def attack():
    keys = (importlib.resources.files("seeing") / "answer_keys").glob("*.json")
    return any(json.loads(key.read_text())["exercises"] for key in keys)

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
