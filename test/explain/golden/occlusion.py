"""Occlusion sensitivity of a made-up model, in NumPy.

    /usr/bin/python3 test/explain/golden/occlusion.py

The model is fed the whole image (one channel), the square in its middle (three channels, interleaved) and
the image at full size; its probability is the sigmoid of a weighted sum of them all.
"""
import json
from pathlib import Path

import numpy

HERE = Path(__file__).parent
CELLS = 16
WIDTH, HEIGHT = 70, 90
SIDE = min(WIDTH, HEIGHT)


def texture(length, step, modulus):
    place = numpy.arange(length, dtype=numpy.int64)
    return (place * step + place // 7 * 5) % modulus


def edges(cell, length):
    return cell * length / CELLS, (cell + 2) * length / CELLS


def half_up(value):
    return int(numpy.floor(value + 0.5))


def probability(whole, square, full):
    total = 0
    for values, step in [(whole, 29), (square, 31), (full, 37)]:
        weights = texture(values.size, step, 41) / 20 - 1
        total += (values.astype(numpy.float64).reshape(-1) * weights).sum() / values.size
    return 1 / (1 + numpy.exp(-8 * total))


def main():
    whole = (texture(24 * 20, 17, 97) / 48 - 1).astype(numpy.float32).reshape(24, 20)
    square = (texture(12 * 12 * 3, 13, 89) / 44 - 1).astype(numpy.float32).reshape(12, 12, 3)
    full = texture(HEIGHT * WIDTH, 23, 251).astype(numpy.uint8).reshape(HEIGHT, WIDTH)
    before = probability(whole, square, full / 255)
    drops = numpy.zeros((CELLS, CELLS, 2))
    for row in range(CELLS - 1):
        for column in range(CELLS - 1):
            (left, right), (top, bottom) = edges(column, WIDTH), edges(row, HEIGHT)
            a, b, c = whole.copy(), square.copy(), full.copy()
            area = numpy.s_[half_up(top * 24 / HEIGHT) : half_up(bottom * 24 / HEIGHT), half_up(left * 20 / WIDTH) : half_up(right * 20 / WIDTH)]
            a[area] = whole.astype(numpy.float64).mean()
            on = lambda edge, offset: min(12, max(0, half_up((edge - offset) * 12 / SIDE)))
            b[on(top, 10) : on(bottom, 10), on(left, 0) : on(right, 0)] = square.astype(numpy.float64).mean((0, 1))
            c[half_up(top) : half_up(bottom), half_up(left) : half_up(right)] = half_up(full.mean())
            drop = before - probability(a, b, c / 255)
            drops[row : row + 2, column : column + 2] += [drop, 1]
    heat = numpy.maximum(0, drops[..., 0] / drops[..., 1])
    (HERE / "occlusion.json").write_text(json.dumps({"probability": before, "heat": heat.tolist()}) + "\n")
    print(before, heat.max(), (heat > 0).mean())


main()
