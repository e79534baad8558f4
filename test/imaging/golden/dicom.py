"""Writes tiny DICOM files in every encoding that DCMTK and GDCM can write, and dicom.json: the values
that decoding must give, from pydicom after DCMTK or GDCM has decompressed what pydicom can't.

    /usr/bin/python3 test/imaging/golden/dicom.py

Debian packages: python3-pydicom, dcmtk, libgdcm-tools.
"""

import base64
import json
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence

HERE = Path(__file__).parent
EXPLICIT, IMPLICIT, BIG = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2"
ROWS, COLUMNS = 12, 17  # an odd number of bytes in 8 bits

golden = {}
random = np.random.RandomState(7)
work = Path(tempfile.mkdtemp())


def radiograph(low, high):
    """A ramp with a bright disc and some noise that touches both ends of the range."""
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    shape = x / COLUMNS * 0.6 + ((x - 8) ** 2 + (y - 6) ** 2 < 16) * 0.35 + random.uniform(0, 0.05, x.shape)
    values = np.round(low + (high - low) * shape).astype(np.int64)
    values[0, 0], values[0, 1], values[-1, -1] = low, high, high
    return values


def dataset(stored, allocated, bits, signed=False, photometric="MONOCHROME2", high_bit=None, **attributes):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    meta.MediaStorageSOPInstanceUID = "2.25.1"
    meta.TransferSyntaxUID = EXPLICIT
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, "2.25.1"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "2.25.2", "2.25.3"
    ds.Modality, ds.ConversionType = "DX", "WSD"
    ds.PatientID, ds.PatientName = "INVENTED", ""
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, photometric
    ds.Rows, ds.Columns = stored.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = allocated, bits, bits - 1 if high_bit is None else high_bit
    ds.PixelRepresentation = int(signed)
    for key, value in attributes.items():
        setattr(ds, key, value)
    kind = "u1" if allocated == 8 else "<u2"
    data = (stored & (2**allocated - 1)).astype(kind).tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OB" if allocated == 8 else "OW"
    ds.is_little_endian, ds.is_implicit_VR = True, False
    return ds


def save(ds, name):
    path = HERE / f"{name}.dcm"
    ds.save_as(path, write_like_original=False)
    return path


def expect(name, values, within=0, **facts):
    data = np.ascontiguousarray(values, dtype="<f4").tobytes()
    golden[name] = {"pixels": base64.b64encode(zlib.compress(data)).decode(), "within": within, **facts}


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def bright(path, stored=None):
    """The decoded file as the contract says: pydicom's pixels, rescaled, MONOCHROME1 mirrored."""
    ds = pydicom.dcmread(path)
    values = (ds.pixel_array if stored is None else stored).astype(np.float64)
    slope, intercept = float(ds.get("RescaleSlope", 1)), float(ds.get("RescaleIntercept", 0))
    if ds.PhotometricInterpretation == "MONOCHROME1":
        values = (-1 if ds.PixelRepresentation else 2**ds.BitsStored - 1) - values
    return values * slope + intercept


# The sources, one for each kind of sample.
u8, u10, u12, u16 = radiograph(0, 255), radiograph(0, 1023), radiograph(0, 4095), radiograph(0, 65535)
s12, s16 = radiograph(-2048, 2047), radiograph(-32768, 32767)
sources = {
    "u8": dataset(u8, 8, 8),
    "u10": dataset(u10, 16, 10, photometric="MONOCHROME1", ImagerPixelSpacing=[0.15, 0.125], PixelSpacing=[0.3, 0.3]),
    "u12": dataset(u12, 16, 12, photometric="MONOCHROME1", PixelSpacing=[0.2, 0.25]),
    "u16": dataset(u16, 16, 16),
    "s12": dataset(s12, 16, 12, True, "MONOCHROME1", RescaleSlope="2.5", RescaleIntercept="-1024.5"),
    "s16": dataset(s16, 16, 16, True, RescaleSlope="-1", RescaleIntercept="7"),
}
spacing = {"u10": [0.15, 0.125], "u12": [0.2, 0.25]}
plain = {}
for kind, ds in sources.items():
    plain[kind] = save(ds, f"{kind}-explicit")
    expect(f"{kind}-explicit", bright(plain[kind]), spacing=spacing.get(kind))


def convert(kind, suffix, command, decode=None, within=0):
    name = f"{kind}-{suffix}"
    path = HERE / f"{name}.dcm"
    run(*command, plain[kind], path)
    reference = path
    if decode is not None:
        reference = work / f"{name}.dcm"
        run(*decode, path, reference)
        lossless = within == 0 and "near" not in suffix and "point" not in suffix
        if lossless:
            # The reference decoder itself must give back what was encoded.
            before, after = pydicom.dcmread(plain[kind]).pixel_array, pydicom.dcmread(reference).pixel_array
            assert np.array_equal(before, after), name
    # The header is the file's own: GDCM's decompressed JPEG 2000 claims 16 bits stored.
    expect(name, bright(path, pydicom.dcmread(reference).pixel_array), within, spacing=spacing.get(kind))


for kind in sources:
    convert(kind, "implicit", ["dcmconv", "+ti"])
    convert(kind, "rle", ["dcmcrle"], ["dcmdrle"])
    convert(kind, "jpegls", ["dcmcjpls"], ["dcmdjpls"])
    convert(kind, "j2k", ["gdcmconv", "--j2k"], ["gdcmconv", "--raw"])
for kind in ["u8", "u12"]:
    convert(kind, "deflated", ["dcmconv", "+td"])
for kind in ["u8", "u12", "s16"]:
    convert(kind, "big", ["dcmconv", "+tb"])
for kind in ["u8", "u10", "u12", "u16", "s16"]:
    convert(kind, "lossless", ["dcmcjpeg", "+e1"], ["dcmdjpeg"])
convert("u12", "lossless-gdcm", ["gdcmconv", "--jpeg"], ["gdcmconv", "--raw"])
for predictor in range(1, 8):
    convert("u12", f"lossless-predictor{predictor}", ["dcmcjpeg", "+el", "+sv", predictor], ["dcmdjpeg"])
convert("u12", "lossless-point2", ["dcmcjpeg", "+el", "+sv", 4, "+pt", 2], ["dcmdjpeg"])
convert("u8", "rle-gdcm", ["gdcmconv", "--rle"], ["dcmdrle"])
convert("u12", "jpegls-gdcm", ["gdcmconv", "--jpegls"], ["dcmdjpls"])
convert("u12", "jpegls-near", ["dcmcjpls", "+en", "+md", 3], ["dcmdjpls"])
convert("u8", "baseline", ["dcmcjpeg", "+eb"], ["dcmdjpeg"], within=1)
convert("u8", "baseline-gdcm", ["gdcmconv", "--jpeg", "--lossy"], ["gdcmconv", "--raw"], within=1)
convert("u8", "extended", ["dcmcjpeg", "+ee"], ["dcmdjpeg"], within=1)
convert("u10", "extended", ["dcmcjpeg", "+ee"], ["dcmdjpeg"], within=1)
convert("u12", "extended", ["dcmcjpeg", "+ee"], ["dcmdjpeg"], within=1)
convert("u12", "j2k-lossy", ["gdcmconv", "--j2k", "--lossy", "--irreversible", "-q", "40"], ["gdcmconv", "--raw"], within=1)

# Samples that share their word with something else, which is not the image's.
overlay = u12 | (random.randint(0, 16, u12.shape) << 12)
save(dataset(overlay, 16, 12), "u12-overlay-bits")
expect("u12-overlay-bits", u12)
save(dataset((s12 & 0xFFF) | 0x5000, 16, 12, True), "s12-overlay-bits")
expect("s12-overlay-bits", s12)
save(dataset((u12 << 4) | 9, 16, 12, high_bit=15), "u12-high-bit-15")
expect("u12-high-bit-15", u12)

# Rescale with MONOCHROME1 and a falling line; a modality table, which is mirrored within its range.
falling = dataset(u12, 16, 12, photometric="MONOCHROME1", RescaleSlope="-0.5", RescaleIntercept="100")
expect("u12-falling", bright(save(falling, "u12-falling")))
table = (np.arange(200) ** 2 // 40 + 30).astype(np.int64)
for photometric in ["MONOCHROME1", "MONOCHROME2"]:
    item = Dataset()
    item.add_new(0x00283002, "US", [len(table), 20, 16])
    item.add_new(0x00283004, "LO", "US")
    item.add_new(0x00283006, "OW", table.astype("<u2").tobytes())
    with_table = dataset(u8, 8, 8, photometric=photometric, ModalityLUTSequence=Sequence([item]))
    save(with_table, f"u8-table-{photometric.lower()}")
    looked_up = table[np.clip(u8 - 20, 0, len(table) - 1)]
    mirrored = table.min() + table.max() - looked_up
    expect(f"u8-table-{photometric.lower()}", mirrored if photometric == "MONOCHROME1" else looked_up)

# A frame in several fragments, with and without an offset table.
stream = pydicom.encaps.defragment_data(pydicom.dcmread(HERE / "u12-lossless.dcm").PixelData)
for suffix, has_table in [("fragments", False), ("fragments-table", True)]:
    ds = pydicom.dcmread(HERE / "u12-lossless.dcm")
    ds.PixelData = encapsulate([stream], fragments_per_frame=4, has_bot=has_table)
    ds.save_as(HERE / f"u12-{suffix}.dcm")
    golden[f"u12-{suffix}"] = golden["u12-lossless"]

# A bare data set, as before 1993: no preamble, no meta header.
for suffix, option in [("bare-implicit", "-ti"), ("bare-explicit", "-te")]:
    run("dcmconv", "-F", option.replace("-", "+"), plain["u12"], HERE / f"u12-{suffix}.dcm")
    golden[f"u12-{suffix}"] = golden["u12-explicit"]

versions = {"pydicom": pydicom.__version__}
for tool in ["dcmcjpeg", "gdcmconv"]:
    text = subprocess.run([tool, "--version"], capture_output=True, text=True)
    versions[tool] = (text.stdout + text.stderr).strip().splitlines()[0]
(HERE / "dicom.json").write_text(json.dumps({"madeWith": versions, "files": golden}, indent=1) + "\n")
