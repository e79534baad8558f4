"""Writes antialiased.json: 8-bit images resized by Pillow's BILINEAR, smaller, larger and oblong.

    /usr/bin/python3 test/imaging/golden/antialiased.py

Debian packages: python3-numpy, python3-pil.
"""

import base64
import json
from pathlib import Path

import numpy as np
from PIL import Image

random = np.random.RandomState(11)
SIZES = [(31, 23, 16, 16), (97, 64, 10, 33), (8, 8, 8, 8), (5, 7, 24, 9), (300, 40, 7, 40), (1, 1, 3, 2), (64, 64, 1, 1)]


def pack(values):
    return base64.b64encode(values.tobytes()).decode()


cases = []
for width, height, out_width, out_height in SIZES:
    for kind, source in (
        ("noise", random.randint(0, 256, (height, width))),
        ("black and white", 255 * random.randint(0, 2, (height, width))),
    ):
        source = source.astype(np.uint8)
        resized = np.asarray(Image.fromarray(source).resize((out_width, out_height), Image.Resampling.BILINEAR))
        cases.append(
            {
                "name": f"{kind}, {width} x {height} to {out_width} x {out_height}",
                "size": [width, height, out_width, out_height],
                "source": pack(source),
                "resized": pack(resized),
            }
        )
Path(__file__).with_suffix(".json").write_text(json.dumps(cases) + "\n")
