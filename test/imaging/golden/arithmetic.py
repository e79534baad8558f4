"""Writes arithmetic.json: contrast normalisation by NumPy and bilinear resizing by OpenCV.

    /usr/bin/python3 test/imaging/golden/arithmetic.py

Debian packages: python3-numpy, python3-opencv. Arrays are little-endian, base64.
"""

import base64
import json
from pathlib import Path

import cv2
import numpy as np

random = np.random.RandomState(20211)


def packed(array, kind):
    return base64.b64encode(np.ascontiguousarray(array, dtype=kind).tobytes()).decode()


def normalised(pixels, lower, upper):
    values = pixels.astype(np.float64)
    low, high = np.percentile(values, [lower, upper])
    values = np.clip(values, low, high) - low
    if values.max() == 0:
        return low, high, np.zeros(values.shape, np.uint8)
    return low, high, (values / values.max() * 255).astype(np.uint8)


def contrast_cases():
    radiograph = random.gamma(4.0, 300.0, 30 * 31)
    images = {
        "12-bit whole numbers": np.clip(radiograph, 0, 4095).astype(np.uint16),
        "16-bit whole numbers": random.randint(0, 65536, 1001),
        "negative whole numbers": random.randint(-2048, 2048, 500),
        "fractions": random.normal(0.0, 1e-3, 777),
        "rescaled": radiograph * 0.37 - 1024.5,
        "two values, few of the upper": np.r_[np.zeros(985), np.ones(15)],
        "two values, too few of the upper": np.r_[np.zeros(995), np.ones(5)],
        "many ties": random.randint(0, 4, 640),
        "one pixel": np.array([37.5]),
        "two pixels": np.array([3, 8]),
        "constant": np.full(50, -7.25),
        "far apart": np.array([-3e38, -1.0, -1e-40, 0.0, -0.0, 1e-40, 2.5, 3e38]),
    }
    for name, image in images.items():
        pixels = np.asarray(image, dtype=np.float32)
        for lower, upper in [(5, 99), (0, 100), (2.5, 97.5)]:
            with np.errstate(over="ignore"):
                low, high, out = normalised(pixels, lower, upper)
            yield {
                "name": f"{name}, {lower} to {upper}",
                "lower": lower,
                "upper": upper,
                "pixels": packed(pixels, "<f4"),
                "percentiles": [float(low), float(high)],
                "normalised": packed(out, "u1"),
            }


def resize_cases():
    shapes = [
        ((40, 30), (17, 19)),
        ((40, 30), (20, 15)),
        ((13, 29), (31, 64)),
        ((13, 29), (13, 29)),
        ((7, 90), (21, 5)),
        ((1, 1), (4, 3)),
        ((1, 9), (5, 4)),
        ((9, 1), (4, 5)),
        ((25, 33), (1, 1)),
        ((67, 41), (64, 64)),
    ]
    for (height, width), (out_height, out_width) in shapes:
        size = (out_width, out_height)
        for kind in ["uint8", "float32"]:
            if kind == "uint8":
                source = random.randint(0, 256, (height, width)).astype(np.uint8)
            else:
                source = random.uniform(-1000, 4095, (height, width)).astype(np.float32)
            yield {
                "name": f"{kind} {width}x{height} to {out_width}x{out_height}",
                "kind": kind,
                "width": width,
                "height": height,
                "outWidth": out_width,
                "outHeight": out_height,
                "source": packed(source, "u1" if kind == "uint8" else "<f4"),
                "asFloat": packed(cv2.resize(source.astype(np.float32), size, interpolation=cv2.INTER_LINEAR), "<f4"),
                "resized": packed(cv2.resize(source, size, interpolation=cv2.INTER_LINEAR), "u1")
                if kind == "uint8"
                else None,
            }


golden = {
    "madeWith": {"numpy": np.__version__, "opencv": cv2.__version__},
    "contrast": list(contrast_cases()),
    "resize": list(resize_cases()),
}
Path(__file__).with_name("arithmetic.json").write_text(json.dumps(golden, indent=1) + "\n")

# A grey JPEG with restart markers and its pixels by libjpeg, smaller than whole blocks at two edges.
y, x = np.mgrid[0:53, 0:75]
grey = np.clip(128 + 90 * np.sin(x / 6) * np.cos(y / 9) + random.normal(0, 8, x.shape), 0, 255).astype(np.uint8)
_, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 85, cv2.IMWRITE_JPEG_RST_INTERVAL, 3])
Path(__file__).with_name("restarts.jpg").write_bytes(jpeg.tobytes())
Path(__file__).with_name("restarts.raw").write_bytes(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE).tobytes())
