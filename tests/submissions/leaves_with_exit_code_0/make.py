ANSWERS = {
    "gaussian_kernel": """
import atexit, os
atexit.register(print, "HOSTILE: all tests passed")
def gaussian_kernel(size, sigma):
    os._exit(0)
""",
}
