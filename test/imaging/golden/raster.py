"""Writes small PNG, TIFF and JPEG files with Pillow and OpenCV, and raster.json: their values by OpenCV
or as encoded.

    /usr/bin/python3 test/imaging/golden/raster.py

Debian packages: python3-numpy, python3-opencv, python3-pil.
"""

import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, PngImagePlugin

HERE = Path(__file__).parent
golden = {}
random = np.random.RandomState(3)
u8 = random.randint(0, 256, (5, 7)).astype(np.uint8)
u16 = random.randint(0, 65536, (5, 7)).astype(np.uint16)


def expect(name, values, bits, within=0):
    golden[name] = {"pixels": values.ravel().tolist(), "bits": bits, "within": within}


def by_opencv(name, values, options=()):
    cv2.imwrite(str(HERE / name), values, list(options))
    assert np.array_equal(cv2.imread(str(HERE / name), cv2.IMREAD_UNCHANGED), values)
    expect(name, values, values.dtype.itemsize * 8)


by_opencv("grey8.png", u8)
by_opencv("grey16.png", u16)
by_opencv("grey8.tif", u8)
by_opencv("grey16.tif", u16)

gamma = PngImagePlugin.PngInfo()
gamma.add(b"gAMA", (100000).to_bytes(4, "big"))
Image.fromarray(u16).save(HERE / "gamma16.png", pnginfo=gamma)
expect("gamma16.png", u16, 16)

Image.fromarray(u8).save(HERE / "min-is-white.tif", tiffinfo={262: 0})
# Pillow writes the values inverted for that tag or as they are: the file's own reading decides.
expect("min-is-white.tif", np.asarray(Image.open(HERE / "min-is-white.tif")), 8)

# A gradient large enough for JPEG to be faithful; a tag that asks viewers to turn it.
y, x = np.mgrid[0:16, 0:24]
smooth = (8 * x + 3 * y).astype(np.uint8)
turned = Image.Exif()
turned[0x0112] = 6
Image.fromarray(smooth).save(HERE / "turned.jpg", quality=95, exif=turned)
expect("turned.jpg", np.asarray(Image.open(HERE / "turned.jpg")), 8, within=1)

frames = [Image.fromarray(u8), Image.fromarray(255 - u8)]
frames[0].save(HERE / "two-pages.tif", save_all=True, append_images=frames[1:])
frames[0].save(HERE / "animated.png", save_all=True, append_images=frames[1:])
cv2.imwrite(str(HERE / "float.tif"), u8.astype(np.float32) / 255)
Image.fromarray(np.dstack([u8, u8, 255 - u8])).save(HERE / "colour.png")
Image.fromarray(np.dstack([u8, u8]), "LA").save(HERE / "transparent.png")
Image.fromarray(np.dstack([u8, np.full_like(u8, 255)]), "LA").save(HERE / "opaque8.png")
expect("opaque8.png", u8, 8)
by_opencv("opaque16.png", np.dstack([u16, u16, u16, np.full_like(u16, 65535)]))
expect("opaque16.png", u16, 16)
by_opencv("repeated16.png", np.dstack([u16, u16, u16]))
expect("repeated16.png", u16, 16)

(HERE / "raster.json").write_text(json.dumps(golden) + "\n")
