"""What scikit-image and OpenCV make of the same pixels. Run: python3 corruptions.py; writes corruptions.json."""

import base64
import json
import pathlib

import cv2
import numpy as np
import skimage
from skimage.filters import gaussian, threshold_otsu

rng = np.random.default_rng(8)
WIDTH, HEIGHT = 37, 29
image = rng.uniform(0.05, 1, (HEIGHT, WIDTH)).astype(np.float32)


def pack(a):
    return base64.b64encode(np.ascontiguousarray(a, np.float32).tobytes()).decode()


gauss = [
    {
        "deviation": s,
        "skimage": pack(gaussian(image.astype(float), s, mode="nearest", truncate=3)),
        "kernel": cv2.getGaussianKernel(2 * int(3 * s + 0.5) + 1, s, cv2.CV_64F)[:, 0].tolist(),
    }
    for s in (0.6, 1.5, 4.0)
]

# A bar of 5 pixels along a column or row, box-filtered by OpenCV; a diagonal of three by filter2D.
motion = [
    {"across": 4.0, "down": 0.0, "kernel": np.array([[0.5, 1, 1, 1, 0.5]]) / 4},
    {"across": 0.0, "down": 6.0, "kernel": np.array([[0.5], [1], [1], [1], [1], [1], [0.5]]) / 6},
]
for m in motion:
    m["opencv"] = pack(cv2.filter2D(image, cv2.CV_32F, m.pop("kernel"), borderType=cv2.BORDER_REPLICATE))

area = [
    {"width": w, "height": h, "opencv": pack(cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA))}
    for w, h in ((18, 14), (25, 19), (12, 10), (9, 7), (6, 5))
]

# Turned about the middle, clockwise as seen (OpenCV's angles are counter-clockwise), air 0.5 outside.
turned = []
for degrees in (5, 30, -45):
    matrix = cv2.getRotationMatrix2D(((WIDTH - 1) / 2, (HEIGHT - 1) / 2), -degrees, 1)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    inverse = cv2.invertAffineTransform(matrix)
    x = inverse[0, 0] * columns + inverse[0, 1] * rows + inverse[0, 2]
    y = inverse[1, 0] * columns + inverse[1, 1] * rows + inverse[1, 2]
    # scipy's order-1 spline on the padded image: OpenCV itself rounds positions to 1/32 pixel.
    from scipy.ndimage import map_coordinates

    padded = np.pad(image.astype(float), 2, constant_values=0.5)
    value = map_coordinates(padded, [y + 2, x + 2], order=1, mode="constant", cval=0.5)
    turned.append({"degrees": degrees, "scipy": pack(value)})

brightness = np.concatenate([rng.normal(0.2, 0.05, 3000), rng.normal(0.7, 0.1, 2000)]).clip(0, 1)

json.dump(
    {
        "versions": {"scikit-image": skimage.__version__, "opencv": cv2.__version__},
        "width": WIDTH,
        "height": HEIGHT,
        "image": pack(image),
        "gauss": gauss,
        "motion": motion,
        "area": area,
        "turned": turned,
        "otsu": {"values": pack(brightness), "skimage": float(threshold_otsu(brightness, nbins=64))},
    },
    open(pathlib.Path(__file__).with_name("corruptions.json"), "w"),
)
