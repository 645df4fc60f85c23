def make(path, released, solved):
    path.mkdir()
