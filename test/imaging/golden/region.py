"""Writes golden regions of interest, crops and ten-crops, computed with NumPy and OpenCV.

    /usr/bin/python3 test/imaging/golden/region.py
"""
import json
import os

import cv2
import numpy as np

WIDTH, HEIGHT = 90, 120


def image():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((x * 5 + y * 3 + (x * y) % 17) % 256).astype(np.uint8)


def half_up(value):
    """JavaScript's Math.round."""
    return int(np.floor(value + 0.5))


cases = []
for name, landmarks, spacing, size, padding, out in [
    ("inside", [[0.4, 0.4], [0.6, 0.42], [0.5, 0.3]], (1.0, 1.0), 40, 6, 32),
    ("beyond the left edge", [[0.05, 0.5], [0.1, 0.52], [0.02, 0.45]], (1.0, 1.0), 50, 10, 64),
    ("beyond the lower right", [[0.9, 0.9], [0.95, 0.95], [0.99, 0.8]], (0.8, 0.8), 60, 15, 48),
    ("oblong pixels", [[0.3, 0.3], [0.7, 0.3], [0.5, 0.5]], (1.1, 0.9), 45, 8, 40),
    ("larger than the image", [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], (0.5, 0.5), 90, 20, 56),
]:
    row, column = spacing
    cx = np.mean([p[0] * WIDTH for p in landmarks])
    cy = np.mean([p[1] * HEIGHT for p in landmarks])
    w, h = half_up(size / column), half_up(size / row)
    x = half_up(cx - w / 2)
    y = half_up(cy + half_up(padding / row) - h / 2)
    border = 400
    padded = cv2.copyMakeBorder(image(), border, border, border, border, cv2.BORDER_CONSTANT, value=0)
    crop = padded[y + border : y + border + h, x + border : x + border + w]
    resized = cv2.resize(crop.astype(np.float32), (out, out), interpolation=cv2.INTER_LINEAR)
    cases.append(
        {
            "name": name,
            "landmarks": landmarks,
            "spacing": {"row": row, "column": column},
            "size": size,
            "padding": padding,
            "out": out,
            "region": {"x": x, "y": y, "width": w, "height": h},
            "crop": {"sum": int(crop.sum()), "weighted": int((crop.astype(np.int64).ravel() * (np.arange(crop.size) % 1009)).sum())},
            "resized": {"mean": float(resized.mean(dtype=np.float64)), "row": [float(v) for v in resized[out // 3]]},
        }
    )

square = (np.arange(12 * 12).reshape(12, 12) * 7 % 101).astype(np.float32)
places = [(2, 2), (0, 0), (4, 0), (0, 4), (4, 4)]
ten = [np.ascontiguousarray(s[y : y + 8, x : x + 8]).ravel().tolist() for s in (square, square[:, ::-1]) for x, y in places]

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "region.json"), "w") as f:
    json.dump({"width": WIDTH, "height": HEIGHT, "cases": cases, "tenCrops": ten}, f)
    f.write("\n")
