def make(path, released, solved):
    path.symlink_to("/dev/zero")
