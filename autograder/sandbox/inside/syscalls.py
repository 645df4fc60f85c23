"""A seccomp filter: system calls that no answer needs and that would go around the limits."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import platform
import socket
import struct

# By name: the number on x86-64, and on arm64.
DENIED = {
    # Memory that no limit counts: it outlives the mapping that made it.
    "shmget": (29, 194),
    "semget": (64, 190),  # case memory_of_the_kernel
    "msgget": (68, 186),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "landlock_create_ruleset": (444, 444),  # case memory_of_locks
    "vmsplice": (278, 75),  # case memory_held_by_pipes
    # What the machine has a fixed number of, for all that are on it (case takes_what_all_share).
    "io_setup": (206, 0),
    "inotify_init": (253, 26),  # arm64 has only the next one
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    # A file that can only be read can be locked, and others wait for it or read a message in it.
    "flock": (73, 32),
    "syslog": (103, 116),  # the messages of the whole machine
    # New namespaces and mounts, where a fresh tmpfs would have no cap.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    # Other processes, and parts of the kernel that are attacked more than they are used.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_by_handle_at": (304, 265),
    # A limit of the child's own making would end it as if it were killed from outside
    # (test_an_answer_cannot_set_a_limit_that_would_kill_it).
    "setrlimit": (160, 164),
}
SOCKETS = ((41, 198), (53, 199))  # socket, socketpair
PRLIMIT = (302, 261)  # by it limits are also read
MMAP = (9, 222)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN, AND = 0x20, 0x15, 0x35, 0x06, 0x54
# Offsets in struct seccomp_data; an argument is two words, the lower one first.
NUMBER, ARCHITECTURE = 0, 4
FIRST_ARGUMENT, SECOND_ARGUMENT, THIRD_ARGUMENT, FOURTH_ARGUMENT = 16, 24, 32, 40
# By name: the call's numbers, and the values that one of its arguments may not have.
DENIED_WITH = {
    # Locks on parts of a file: no limit counts them, and their memory belongs to no process
    # (case memory_of_locks).
    "fcntl to lock": (
        (72, 25),
        SECOND_ARGUMENT,
        (fcntl.F_SETLK, fcntl.F_SETLKW, fcntl.F_OFD_SETLK, fcntl.F_OFD_SETLKW),
    ),
    "fcntl to watch": ((72, 25), SECOND_ARGUMENT, (fcntl.F_SETLEASE, fcntl.F_NOTIFY)),
    # Nor does what waits in a socket, of which there is little unless more is asked for.
    "setsockopt": ((54, 208), THIRD_ARGUMENT, (socket.SO_SNDBUF,)),
}
# By name: the call's numbers, and the argument that its flags are in.
SENDING = {
    "sendto": ((44, 206), FOURTH_ARGUMENT),
    "sendmsg": ((46, 211), THIRD_ARGUMENT),
    "sendmmsg": ((307, 269), FOURTH_ARGUMENT),
}
SHARED_AND_ANONYMOUS = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
X32 = 0x40000000  # the same calls under other numbers, on x86-64
PR_SET_SECCOMP, FILTER = 22, 2


def program(machine: str) -> bytes:
    """Assemble the filter for a machine as platform.machine() names it.

    raises KeyError for a machine whose numbers are not known here
    """
    column, architecture = ARCHITECTURES[machine]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (JUMP_IF_AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, ERROR | errno.ENOSYS),
    ]
    for numbers in DENIED.values():
        steps += [(JUMP_IF_EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, ERROR | errno.EPERM)]
    for both, argument, values in DENIED_WITH.values():
        for value in values:
            steps += [
                (JUMP_IF_EQUAL, 0, 4, both[column]),
                (LOAD, 0, 0, argument),
                (JUMP_IF_EQUAL, 0, 1, value),
                (RETURN, 0, 0, ERROR | errno.EPERM),
                (LOAD, 0, 0, NUMBER),
            ]
    for both, argument in SENDING.values():
        # A byte out of band has a code of its own in the kernel (case sends_out_of_band).
        steps += [
            (JUMP_IF_EQUAL, 0, 5, both[column]),
            (LOAD, 0, 0, argument),
            (AND, 0, 0, socket.MSG_OOB),
            (JUMP_IF_EQUAL, 1, 0, 0),
            (RETURN, 0, 0, ERROR | errno.EPERM),
            (LOAD, 0, 0, NUMBER),
        ]
    steps += [
        # Such memory stays when no process shows it any more (case memory_that_nobody_shows).
        (JUMP_IF_EQUAL, 0, 5, MMAP[column]),
        (LOAD, 0, 0, FOURTH_ARGUMENT),
        (AND, 0, 0, SHARED_AND_ANONYMOUS),
        (JUMP_IF_EQUAL, 0, 1, SHARED_AND_ANONYMOUS),
        (RETURN, 0, 0, ERROR | errno.ENOMEM),
        (RETURN, 0, 0, ALLOW),
        (JUMP_IF_EQUAL, 0, 5, PRLIMIT[column]),
        (LOAD, 0, 0, THIRD_ARGUMENT),
        (JUMP_IF_EQUAL, 0, 2, 0),  # the new limit: a null pointer only reads
        (LOAD, 0, 0, THIRD_ARGUMENT + 4),
        (JUMP_IF_EQUAL, 6, 0, 0),
        (RETURN, 0, 0, ERROR | errno.EPERM),
        (JUMP_IF_EQUAL, 1, 0, SOCKETS[0][column]),
        (JUMP_IF_EQUAL, 0, 3, SOCKETS[1][column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        # Not every family has namespaces: AF_VSOCK leads out of the network namespace.
        (JUMP_IF_EQUAL, 1, 0, socket.AF_UNIX),
        (RETURN, 0, 0, ERROR | errno.EAFNOSUPPORT),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def install(libc: ctypes.CDLL) -> None:
    """Put the filter over this process and all that it starts; needs no_new_privs."""
    code = program(platform.machine())
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    if libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.c_char_p(header), 0, 0):
        raise OSError(ctypes.get_errno(), "the system call filter was refused")
