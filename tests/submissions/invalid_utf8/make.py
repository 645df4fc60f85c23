import json


def make(path, released, solved):
    path.write_bytes(json.dumps(solved).encode().replace(b"conv1d", b"conv1d\xff\xc0\xaf"))
