from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    say({"turn": turn(), "kind": "arrays"}, [["output", "<f8", [2**37]]])
    time.sleep(5)
""",
}
