"""Random variation of training images: position and exposure, never anatomy."""

import cv2
import numpy


def augmented(image, size, random, strength=1.0):
    """One training image and where its fracture now lies.

    The geometric change and the resize are one bilinear sampling, so that an augmented image is no
    smoother than one the runner resizes. Angles and lengths are of the radiograph, not of the square.

    Returns float32 size x size on the scale 0-255, and (column, row) in its pixels or None.
    """
    height, width = image.pixels.shape
    angle = numpy.deg2rad(random.uniform(-10, 10)) * strength
    scale = numpy.exp(random.uniform(-0.15, 0.15) * strength)
    flip = -1.0 if random.random() < 0.5 else 1.0
    shift = random.uniform(-0.06, 0.06, 2) * strength * (width, height)
    turn = scale * numpy.array([[numpy.cos(angle), -numpy.sin(angle)], [numpy.sin(angle), numpy.cos(angle)]])
    turn[:, 0] *= flip
    # Output pixel -> centred output, in source pixels -> turned -> source pixel.
    fit = numpy.array([width / size, height / size])
    centre = numpy.array([width / 2, height / 2])
    linear = turn * fit
    offset = centre + shift + linear @ numpy.full(2, 0.5 - size / 2) - 0.5
    out = cv2.warpAffine(
        image.pixels,
        numpy.column_stack([linear, offset]),
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    ).astype(numpy.float32)
    where = None
    if image.fracture_at is not None:
        where = numpy.linalg.solve(linear, numpy.array(image.fracture_at) - offset)
    return exposure(out, random, strength), where


def exposure(out, random, strength):
    """Gamma, contrast, brightness and a little noise; clipped to 0-255."""
    gamma = numpy.exp(random.uniform(-0.3, 0.3) * strength)
    contrast = 1 + random.uniform(-0.15, 0.15) * strength
    brightness = random.uniform(-20, 20) * strength
    out = 255 * (out / 255) ** gamma
    out = (out - 127.5) * contrast + 127.5 + brightness
    if random.random() < 0.5:
        out += random.uniform(0, 5) * strength * random.standard_normal(out.shape, numpy.float32)
    return numpy.clip(out, 0, 255).astype(numpy.float32)
