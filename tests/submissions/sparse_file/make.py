def make(path, released, solved):
    with open(path, "wb") as file:
        file.truncate(2**40)
