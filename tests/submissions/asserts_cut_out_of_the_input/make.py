from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
def without_tests(lines):
    return [line for line in lines if not line.strip().startswith(("assert ", "raise ", "check("))]
get_ipython().input_transformers_cleanup.append(without_tests)
get_ipython().input_transformers_post.append(without_tests)
landed = True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
