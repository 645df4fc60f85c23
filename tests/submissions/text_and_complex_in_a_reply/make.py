from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    arrays = [["output", "<c16", [1]], ["text", "<U4", [1]]]
    say({"turn": turn(), "kind": "arrays"}, arrays, bytes(32))
    time.sleep(5)
""",
}
