def make(path, released, solved):
    path.write_text('{"cells": [], "metadata": [' + "{}," * 1_300_000 + "{}]}")
