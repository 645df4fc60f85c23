def make(path, released, solved):
    path.write_text('{"cells": [' + "{}," * 900_000 + "{}]}")
