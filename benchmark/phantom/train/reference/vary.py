"""Random variation of training samples: where the wrist lies and how it was exposed, never its anatomy.

Position and resampling are one bilinear sampling of the full image, so that a varied sample is no
smoother than what the pipeline makes.
"""

import cv2
import numpy

from regions import region

# How far off (standard deviation, mm) a region's centre is put in training, as a localizer might.
ASTRAY = 2.0


def turned(random):
    """Rotation to 10 degrees, scale 0.8-1.2, shear, mirror: 2 x 2 from sample to source."""
    angle = numpy.deg2rad(random.uniform(-10, 10))
    shear = random.uniform(-0.08, 0.08)
    turn = numpy.array([[numpy.cos(angle), -numpy.sin(angle)], [numpy.sin(angle), numpy.cos(angle)]])
    turn = turn @ [[1, shear], [0, 1]] / random.uniform(0.8, 1.2)
    if random.random() < 0.5:
        turn[:, 0] *= -1
    return turn


def sampled(pixels, linear, offset, size):
    """Source pixel = linear @ sample pixel + offset (indices of centres); zero beyond the image."""
    return cv2.warpAffine(
        pixels,
        numpy.column_stack([linear, offset]),
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    ).astype(numpy.float32)


def whole_image(radiograph, size, random):
    """A varied whole image, float32 size x size 0-255, and its landmarks as fractions (3 x 2)."""
    source = radiograph.size
    linear = turned(random) * (source / size)
    centre = source * (0.5 + random.uniform(-0.06, 0.06, 2))
    offset = centre - 0.5 - linear @ numpy.full(2, (size - 1) / 2)
    points = radiograph.landmarks * source - 0.5
    there = numpy.linalg.solve(linear, (points - offset).T).T
    return exposed(sampled(radiograph.pixels, linear, offset, size), random), (there + 0.5) / size


def crop(radiograph, pixels, size, random):
    """A varied crop, size x size out of the region's pixels x pixels, float32 0-255, and where its fracture
    lies in it: (column, row) or None."""
    left, top, width, height = region(radiograph, radiograph.landmarks)
    astray = random.normal(0, ASTRAY / radiograph.spacing, 2)
    step = numpy.array([width, height]) / pixels
    corner = random.integers(0, pixels - size + 1, 2)
    middle = corner + size / 2
    linear = turned(random) * step
    offset = numpy.array([left, top]) + astray + middle * step - 0.5 - linear @ numpy.full(2, (size - 1) / 2)
    where = None
    if radiograph.fracture_at is not None:
        where = numpy.linalg.solve(linear, radiograph.fracture_at - offset)
    return cut_out(exposed(sampled(radiograph.pixels, linear, offset, size), random), random), where


def exposed(image, random):
    """Gamma 0.5-1.5, contrast, noise; in a sample of five each: smaller and back, blur, salt and pepper."""
    image = 255 * (image / 255) ** numpy.exp(random.uniform(numpy.log(0.5), numpy.log(1.5)))
    image = (image - 127.5) * random.uniform(0.85, 1.15) + 127.5 + random.uniform(-15, 15)
    if random.random() < 0.2:
        small = int(image.shape[0] * random.uniform(0.6, 0.95))
        reduced = cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA)
        image = cv2.resize(reduced, image.shape[::-1], interpolation=cv2.INTER_LINEAR)
    if random.random() < 0.2:
        image = cv2.GaussianBlur(image, (3, 3), random.uniform(0.3, 0.9))
    if random.random() < 0.5:
        image = image + random.uniform(0, 6) * random.standard_normal(image.shape, numpy.float32)
    if random.random() < 0.2:
        chance = random.random(image.shape, numpy.float32)
        share = random.uniform(0, 0.01)
        image = numpy.where(chance < share, 0, numpy.where(chance > 1 - share, 255, image))
    return numpy.clip(image, 0, 255).astype(numpy.float32)


def cut_out(image, random):
    """One sample in three loses a square of a sixth of its side."""
    if random.random() < 1 / 3:
        side = image.shape[0] // 6
        x, y = random.integers(0, image.shape[0] - side, 2)
        image[y : y + side, x : x + side] = 0
    return image
