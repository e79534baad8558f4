"""What pydicom reads in phantom files, as JSON: the reference for test/phantom/cohort.test.ts."""

import json
import sys
import warnings
from pathlib import Path

import numpy
import pydicom

warnings.simplefilter("error")
pydicom.config.settings.reading_validation_mode = pydicom.config.RAISE

found = {}
for name in sys.argv[1:]:
    file = pydicom.dcmread(name)
    for element in file.iterall():
        element.value
    pixels = file.pixel_array.astype(float)
    if file.PhotometricInterpretation == "MONOCHROME1":
        pixels = 2**file.BitsStored - 1 - pixels
    rows, columns = pixels.shape
    middle = pixels[rows * 2 // 5 : rows * 3 // 5, columns * 2 // 5 : columns * 3 // 5]
    found[Path(name).name] = {
        "syntax": str(file.file_meta.TransferSyntaxUID),
        "patient": file.PatientID,
        "name": str(file.PatientName),
        "age": str(file.get("PatientAge", "")),
        "sex": str(file.PatientSex or ""),
        "laterality": file.ImageLaterality,
        "view": file.ViewPosition,
        "shape": [rows, columns],
        "spacing": [float(v) for v in file.get("ImagerPixelSpacing") or file.PixelSpacing],
        "stored": [file.BitsAllocated, file.BitsStored, file.HighBit, file.PixelRepresentation],
        "greatest": int(file.pixel_array.max()),
        "brightAtWrist": bool(numpy.percentile(middle, 80) > numpy.median(pixels)),
    }
print(json.dumps(found))
