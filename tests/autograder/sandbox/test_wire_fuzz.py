"""The trusted side's reader, against bytes that are bred to reach all of its lines."""

import subprocess
import sys
from pathlib import Path

from autograder.files import ROOT


def test_no_bytes_make_the_reader_do_anything_but_read_or_refuse(tmp_path: Path):
    command = [sys.executable, "-m", "tests.autograder.sandbox.fuzz_wire", str(tmp_path)]
    options = ["-runs=20000", "-seed=1", "-max_len=1024", f"-artifact_prefix={tmp_path}/"]

    fuzz = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True)

    assert fuzz.returncode == 0, fuzz.stderr[-3000:]
    assert "Done 20000 runs" in fuzz.stderr
