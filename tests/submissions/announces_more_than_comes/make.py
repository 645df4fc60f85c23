from tests.submissions.attacks import LINE

ANSWERS = {
    "conv1d": LINE
    + """
def conv1d(x, k):
    say({"turn": turn(), "kind": "arrays"}, [["output", "|u1", [2**24]]])
    while True:
        os.write(line, b"0")
        time.sleep(0.2)
""",
}
