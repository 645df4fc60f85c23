def make(path, released, solved):
    assert not path.exists()
