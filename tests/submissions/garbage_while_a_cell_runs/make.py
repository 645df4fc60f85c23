from tests.submissions.attacks import BELL, LINE

ANSWERS = {
    "gaussian_kernel": BELL
    + LINE
    + r"""
os.write(line, b"GET / HTTP/1.1\r\n\r\n" * 50)
def gaussian_kernel(size, sigma):
    return bell(size, sigma)
""",
}
