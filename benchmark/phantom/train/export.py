"""Writes the network as ONNX, and the description the benchmark's runner reads beside it."""

from pathlib import Path

import torch

from model import Probability

OPSET = 13

DESCRIPTION = """\
# How {name}.onnx wants to be fed; written by benchmark/phantom/train/{by}.
version: 1
name: {title}
model: {name}.onnx
input:
  name: image
  layout: NCHW
  channels: 1
  width: {size}
  height: {size}
  contrast: percentile
  scaling: {{mean: [{mean}], std: [{std}]}}
output: {{name: probability, index: 0, activation: none}}
batchSize: 16
# Greatest F1 on the validation fold of the training split.
threshold: {{PA: {PA}, LAT: {LAT}, case: {case}}}
"""


def export(
    network,
    folder,
    name,
    size,
    centre,
    thresholds,
    title="Baseline for the wrist phantom",
    by="make_baseline.py",
):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Probability(network).eval(),
        torch.zeros(1, 1, size, size),
        folder / f"{name}.onnx",
        opset_version=OPSET,
        input_names=["image"],
        output_names=["probability"],
        dynamic_axes={"image": {0: "batch"}, "probability": {0: "batch"}},
    )
    text = DESCRIPTION.format(
        name=name, title=title, by=by, size=size, mean=centre[0], std=centre[1], **thresholds
    )
    (folder / f"{name}.model.yaml").write_text(text)
