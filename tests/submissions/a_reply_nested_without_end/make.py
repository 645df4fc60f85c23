from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
def gaussian_kernel(size, sigma):
    os.write(line, struct.pack("<4sI", b"SWK1", 16000) + b"[" * 16000)
    time.sleep(5)
""",
}
