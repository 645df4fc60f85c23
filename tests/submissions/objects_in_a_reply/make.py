from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    say({"turn": turn(), "kind": "arrays"}, [["output", "|O", [1, 1]]], bytes(8))
    time.sleep(5)
""",
}
