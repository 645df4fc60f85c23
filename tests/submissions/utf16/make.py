import json


def make(path, released, solved):
    path.write_text(json.dumps(solved, ensure_ascii=False), encoding="utf-16")
