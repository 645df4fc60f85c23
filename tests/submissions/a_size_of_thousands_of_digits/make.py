from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    say({"turn": turn(), "kind": "arrays"}, [["output", "<f8", [10**4000] * 3]])
    time.sleep(5)
""",
}
