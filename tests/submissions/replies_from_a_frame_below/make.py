from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    say({"turn": turn(), "kind": "arrays"}, [["output", "<f8", [1, 1]]], struct.pack("<d", 1.0))
    time.sleep(0.2)  # the next reply, in turn, finds its own place taken
    return [[1.0]]
""",
}
