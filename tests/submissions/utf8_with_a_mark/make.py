import json


def make(path, released, solved):
    path.write_text(json.dumps(solved), encoding="utf-8-sig")
