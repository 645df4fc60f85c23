import os
import socket


def make(path, released, solved):
    server = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's name may have 108 characters, a test's folder has more
    server.bind(path.name)
    os.chdir(here)
    server.close()
