ANSWERS = {
    "gaussian_kernel": "note = '\u202e shown elsewhere \u202c'\n"
    "gaussian_kernel = lambda size, sigma: 0  # \u2067right\u2069",
}
