"""The training split with its landmarks: images as train/data.py reads them, points as fractions."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy

sys.path.append(str(Path(__file__).resolve().parent.parent))
import data  # noqa: E402


@dataclass(frozen=True)
class Radiograph:
    """One view of a wrist."""

    case: str
    view: str
    fold: int
    fracture: int
    spacing: float  # mm a pixel
    pixels: numpy.ndarray  # 8-bit, contrast-normalised, rows x columns
    landmarks: numpy.ndarray  # 3 x (x, y), fractions of width and height
    fracture_at: tuple  # (column, row), pixels from the centre of the first; None without a fracture

    @property
    def size(self):
        """Width and height, pixels."""
        return numpy.array(self.pixels.shape[::-1], dtype=float)


def read(cohort, work, cases):
    """Radiographs of the training split (`cases` of them, evenly over the folds; 0: all)."""
    rows = data.manifest(cohort, "training")
    folds_of_patients = {}
    for row in rows:
        folds_of_patients.setdefault(row["patient_id"], set()).add(row["fold"])
    if any(len(folds) > 1 for folds in folds_of_patients.values()):
        raise SystemExit("cohort.csv: a patient lies in two folds, so validation would see training data")
    images = data.load(cohort, work)
    radiographs = [radiograph(row, image) for row, image in zip(rows, images)]
    if cases == 0:
        return radiographs
    wanted = set()
    for fold in sorted({image.fold for image in images}):
        own = dict.fromkeys(image.case for image in images if image.fold == fold)
        wanted.update(list(own)[: cases // 5])
    return [one for one in radiographs if one.case in wanted]


def radiograph(row, image):
    height, width = image.pixels.shape
    points = [[float(row[f"landmark_{i}_{axis}"]) for axis in "xy"] for i in (1, 2, 3)]
    return Radiograph(
        case=image.case,
        view=image.view,
        fold=image.fold,
        fracture=image.fracture,
        spacing=float(row["spacing_mm"]),
        pixels=image.pixels,
        # The manifest counts from the centre of the first pixel, fractions from its edge.
        landmarks=(numpy.array(points) + 0.5) / [width, height],
        fracture_at=image.fracture_at,
    )
