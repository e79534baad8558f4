"""Hashes of the real DICOM samples as other decoders give them; writes real.json.

    /usr/bin/python3 test/imaging/golden/real.py                 from the project's folder
    /usr/bin/python3 test/imaging/golden/real.py decode FILE     little-endian int32 values on stdout

Debian packages: python3-pydicom, dcmtk, libgdcm-tools.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import apply_modality_lut

FOLDER = Path("../shared/real/dicom")
EXACT = """CR-ModalitySequenceLUT CT_small MR_small_RLE MR_small_jp2klossless MR_small_jpeg_ls_lossless
NM1_JLSN NM1_JLSL NM1_J2KR OutOfBoundsOverlay RG3_JLSN RG3_UNC RG3_J2KR dx_image image_dfl""".split()


def decompressed(path):
    syntax = pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID
    if not syntax.is_compressed:
        return path
    out = Path(tempfile.mkdtemp()) / "raw.dcm"
    jpeg = syntax.startswith("1.2.840.10008.1.2.4.") and int(syntax.split(".")[-1])
    if jpeg in (50, 51, 57, 70):
        command = ["dcmdjpeg"]
    elif jpeg in (80, 81):
        command = ["dcmdjpls"]
    elif jpeg:
        command = ["gdcmconv", "--raw"]
    else:
        command = ["dcmdrle"]
    subprocess.run([*command, str(path), str(out)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def bright(path):
    header = pydicom.dcmread(path, stop_before_pixels=True)
    stored = pydicom.dcmread(decompressed(path)).pixel_array.astype(np.int64)
    bits = header.BitsStored
    if header.file_meta.TransferSyntaxUID.endswith((".51", ".81", ".91")):
        stored = np.minimum(stored, 2**bits - 1)
    values = apply_modality_lut(stored, header).astype(np.int64)
    if header.PhotometricInterpretation != "MONOCHROME1":
        return values
    if "ModalityLUTSequence" in header:
        table = np.frombuffer(header.ModalityLUTSequence[0].LUTData, "<u2").astype(np.int64)
        return table.min() + table.max() - values
    return 2**bits - 1 - values


if len(sys.argv) == 3:
    sys.stdout.buffer.write(bright(Path(sys.argv[2])).astype("<i4").tobytes())
else:
    exact = {
        f"{name}.dcm": hashlib.sha256(bright(FOLDER / f"{name}.dcm").astype("<i4").tobytes()).hexdigest()
        for name in EXACT
    }
    Path(__file__).with_name("real.json").write_text(json.dumps({"exact": exact}, indent=1) + "\n")
