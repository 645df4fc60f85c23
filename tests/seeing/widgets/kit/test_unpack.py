"""Bytes from Python are numbers again."""

import numpy as np

from tests.support.node import run


def test_every_number_of_16_bits_is_unpacked():
    bits = np.arange(65536, dtype=np.uint16)

    body = "return a.bits.map((one) => String(m.halfToNumber(one)));"
    found = run("kit/unpack.js", body, {"bits": bits.tolist()})

    np.testing.assert_array_equal(
        [float(text.replace("Infinity", "inf")) for text in found],
        bits.view(np.float16).astype(float),
    )
