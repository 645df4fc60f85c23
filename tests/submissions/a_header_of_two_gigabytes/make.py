from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    say({"turn": turn(), "kind": "arrays"}, length=2**31)
    time.sleep(5)
""",
}
