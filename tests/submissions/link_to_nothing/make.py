def make(path, released, solved):
    path.symlink_to("nowhere.ipynb")
