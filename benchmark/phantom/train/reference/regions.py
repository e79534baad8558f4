"""Whole image, region of interest and ten crops as the benchmark's pipeline makes them."""

import cv2
import numpy

from settings import REGIONS


def whole(radiograph, size):
    """The whole image as the localizer takes it: float32 size x size, 0-255."""
    return cv2.resize(radiograph.pixels.astype(numpy.float32), (size, size), interpolation=cv2.INTER_LINEAR)


def half_up(value):
    return int(numpy.floor(value + 0.5))


def region(radiograph, landmarks):
    """Left, top, width and height of the region of interest on the image's pixels; may reach beyond them."""
    size, padding = (length / radiograph.spacing for length in REGIONS[radiograph.view])
    x, y = (landmarks * radiograph.size).mean(axis=0)
    side = half_up(size)
    return half_up(x - side / 2), half_up(y + half_up(padding) - side / 2), side, side


def square(radiograph, landmarks, pixels):
    """The region of interest, zero beyond the image, resampled: float32 pixels x pixels, 0-255."""
    left, top, width, height = region(radiograph, landmarks)
    rows, columns = radiograph.pixels.shape
    out = numpy.zeros((height, width), numpy.float32)
    a, b = max(0, left), min(columns, left + width)
    c, d = max(0, top), min(rows, top + height)
    if a < b and c < d:
        out[c - top : d - top, a - left : b - left] = radiograph.pixels[c:d, a:b]
    return cv2.resize(out, (pixels, pixels), interpolation=cv2.INTER_LINEAR)


def ten_crops(image, crop):
    """Centre and four corners of the image, then of its mirror: 10 x crop x crop."""
    far = image.shape[0] - crop
    middle = half_up(far / 2)
    places = [(middle, middle), (0, 0), (far, 0), (0, far), (far, far)]
    return numpy.stack([s[y : y + crop, x : x + crop] for s in (image, image[:, ::-1]) for x, y in places])


def standardisation(images):
    """Mean and standard deviation of images 0-255 on the scale 0-1, to 4 decimals."""
    total = squares = count = 0.0
    for image in images:
        values = image.astype(numpy.float64) / 255
        total, squares, count = total + values.sum(), squares + (values**2).sum(), count + values.size
    mean = total / count
    return round(mean, 4), round((squares / count - mean**2) ** 0.5, 4)
