import json


def make(path, released, solved):
    text = json.dumps(solved)
    path.write_text(text[: len(text) // 2])
