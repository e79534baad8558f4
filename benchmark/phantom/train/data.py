"""Reads a phantom cohort's training split: DICOM by pydicom, prepared as the benchmark's runner does.

Preparation (Raisuddin et al. 2021, steps 1-3 of inference): MONOCHROME1 mirrored, grey values clipped to
the image's 5th and 99th percentile and spread over 0-255, truncated to 8 bits, then the whole image
resized to a square, bilinear with half-pixel centres and no antialiasing.
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy
import pydicom


@dataclass(frozen=True)
class Image:
    """One radiograph of the manifest, with its 8-bit normalised pixels (rows x columns)."""

    case: str
    view: str
    fracture: int
    kind: str
    subtle: int
    fold: int
    fracture_at: tuple  # (column, row) in pixels; None without a fracture
    pixels: numpy.ndarray


def read_dicom(path):
    """Stored values as float32, bone bright: MONOCHROME1 is mirrored within its stored bits."""
    file = pydicom.dcmread(path)
    pixels = file.pixel_array.astype(numpy.float32)
    if file.PhotometricInterpretation == "MONOCHROME1":
        pixels = 2**file.BitsStored - 1 - pixels
    return pixels


def normalise(pixels):
    """Global contrast normalisation to uint8; all zero where the image has no contrast."""
    values = pixels.astype(numpy.float64)
    low, high = numpy.percentile(values, [5, 99])
    if high <= low:
        return numpy.zeros(values.shape, numpy.uint8)
    return ((numpy.clip(values, low, high) - low) / (high - low) * 255).astype(numpy.uint8)


def resize(grey, size):
    """uint8 image to a float32 square of the network's size, on the scale 0-255."""
    return cv2.resize(grey.astype(numpy.float32), (size, size), interpolation=cv2.INTER_LINEAR)


def manifest(cohort, split):
    """Rows of one split, without implants (the benchmark excludes them too)."""
    with open(Path(cohort) / "cohort.csv", newline="") as file:
        return [row for row in csv.DictReader(file) if row["split"] == split and row["implant"] != "1"]


def load(cohort, cache):
    """Every training image, normalised; kept in `cache` as one array under the manifest's hash."""
    rows = manifest(cohort, "training")
    digest = hashlib.sha256((Path(cohort) / "cohort.csv").read_bytes()).hexdigest()[:16]
    store = Path(cache) / f"training-{digest}.npy"
    shapes = Path(cache) / f"training-{digest}-shapes.npy"
    if not shapes.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        pictures = []
        for i, row in enumerate(rows):
            pictures.append(normalise(read_dicom(Path(cohort) / row["path"])))
            if (i + 1) % 500 == 0:
                print(f"read {i + 1} of {len(rows)} images", flush=True)
        numpy.save(store, numpy.concatenate([picture.ravel() for picture in pictures]))
        numpy.save(shapes, numpy.array([picture.shape for picture in pictures]))
    flat = numpy.load(store, mmap_mode="r")
    images, at = [], 0
    for row, (height, width) in zip(rows, numpy.load(shapes)):
        pixels = flat[at : at + height * width].reshape(height, width)
        at += height * width
        where = None
        if row["fracture"] == "1" and row["fracture_x"]:
            where = (float(row["fracture_x"]), float(row["fracture_y"]))
        images.append(
            Image(
                case=row["case_id"],
                view=row["view"],
                fracture=int(row["fracture"]),
                kind=row["kind"],
                subtle=int(row["subtle"] or 0),
                fold=int(row["fold"]),
                fracture_at=where,
                pixels=pixels,
            )
        )
    return images
