import json


def make(path, released, solved):
    text = json.dumps(solved | {"nbformat": 0, "nbformat_minor": 0})
    path.write_text(text.replace(": 0", ": " + "9" * 1_000_000))
