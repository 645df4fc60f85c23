from tests.submissions.attacks import BELL, MARK, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import os, site, sys
PLACES = [*site.getsitepackages(), *sys.path, sys.prefix, "/course", "/course/seeing", "/etc",
          "/usr/local/lib", "/var/tmp", "/root", "/home", "/dev"]
def attack():
    left = 0
    for place in PLACES:
        if not place or os.path.realpath(place).startswith(os.path.realpath("/scratch")):
            continue
        for name in ("{MARK}.pth", "sitecustomize.py", "usercustomize.py"):
            try:
                with open(os.path.join(place, name), "a") as file:
                    file.write("import os")
                left += 1
            except OSError:
                pass
    startup = os.path.join(os.environ.get("IPYTHONDIR", "."), "profile_default/startup")
    os.makedirs(startup, exist_ok=True)
    open(startup + "/{MARK}.py", "w").write("landed = gaussian_kernel = conv2d = print")
    return left > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
