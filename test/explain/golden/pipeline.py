"""Heat maps of a small two-stage pipeline, with PyTorch's autograd, OpenCV and NumPy.

    /usr/bin/python3 test/explain/golden/pipeline.py

The localizer, its points and the radiographs are those of test/runners/golden/makePipeline.py; two
classifier folds of the closed form's kind are made here. Steps as published: gradients of P(fracture) with
respect to the pooled features, ReLU of the weighed sum, bilinear to the crop, borders damped, mean over
folds, put back, mirrored crops mirrored back, sum; then the region's heat map on the whole image.
"""
import json
import sys
from pathlib import Path

import cv2
import numpy
import onnx
import torch
from torch import nn

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "runners" / "golden"))
from makePipeline import half_up, pixels  # noqa: E402

PIXELS, SIDE, MEAN, STD = 64, 56, 0.4, 0.3
BORDER = 4  # 15 of 224 pixels


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 7, stride=4, padding=3), nn.ReLU(), nn.Conv2d(6, 8, 3, stride=2, padding=1), nn.ReLU()
        )
        self.last = nn.Linear(8, 2)

    def forward(self, image):
        return self.last(self.features(image).mean((2, 3)))


def fold(seed):
    torch.manual_seed(seed)
    network = Classifier().eval()
    path = HERE / f"pipeline-fold-{seed}.onnx"
    torch.onnx.export(
        network, torch.zeros(1, 1, SIDE, SIDE), path, opset_version=13, input_names=["image"],
        output_names=["out"], dynamic_axes={"image": {0: "batch"}, "out": {0: "batch"}},
    )
    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""  # the exporter leaves its own folders there
    onnx.save(model, path)
    return network.double()


def crop_heat(network, crop):
    standard = ((crop.astype(numpy.float64) / 255 - MEAN) / STD).astype(numpy.float32)
    with torch.no_grad():
        maps = network.features(torch.from_numpy(standard).double()[None, None])
    pooled = maps.mean((2, 3)).requires_grad_(True)
    torch.softmax(network.last(pooled), 1)[0, 1].backward()
    heat = torch.relu((pooled.grad[0][:, None, None] * maps[0]).sum(0)).numpy()
    heat = cv2.resize(heat.astype(numpy.float32), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR).astype(numpy.float64)
    edge = numpy.minimum(numpy.arange(SIDE), numpy.arange(SIDE)[::-1])
    ramp = numpy.minimum(1, (edge + 0.5) / BORDER)
    return heat * numpy.minimum(ramp[:, None], ramp[None, :])


def run(image, folds):
    width, height = image["width"], image["height"]
    grey = pixels(image).astype(numpy.float64)
    low, high = numpy.percentile(grey, [5, 99])
    clipped = numpy.clip(grey, low, high) - low
    normal = (clipped / clipped.max() * 255).astype(numpy.uint8)
    row, column = image["spacing"]
    cx, cy = (numpy.array(image["foldLandmarks"][0]) * [width, height]).mean(axis=0)
    w, h = half_up(70 / column), half_up(70 / row)
    x, y = half_up(cx - w / 2), half_up(cy + half_up(15 / row) - h / 2)
    padded = cv2.copyMakeBorder(normal, 600, 600, 600, 600, cv2.BORDER_CONSTANT, value=0)
    cut = padded[y + 600 : y + 600 + h, x + 600 : x + 600 + w]
    square = cv2.resize(cut.astype(numpy.float32), (PIXELS, PIXELS), interpolation=cv2.INTER_LINEAR)

    far = PIXELS - SIDE
    places = [(far // 2, far // 2), (0, 0), (far, 0), (0, far), (far, far)]
    total = numpy.zeros((PIXELS, PIXELS))
    for mirrored in (False, True):
        source = square[:, ::-1] if mirrored else square
        for a, b in places:
            heat = numpy.mean([crop_heat(network, source[b : b + SIDE, a : a + SIDE]) for network in folds], axis=0)
            canvas = numpy.zeros((PIXELS, PIXELS))
            canvas[b : b + SIDE, a : a + SIDE] = heat
            total += canvas[:, ::-1] if mirrored else canvas
    whole = numpy.zeros((height + 1200, width + 1200), numpy.float32)
    whole[y + 600 : y + 600 + h, x + 600 : x + 600 + w] = cv2.resize(
        total.astype(numpy.float32), (w, h), interpolation=cv2.INTER_LINEAR
    )
    whole = whole[600:-600, 600:-600]
    if total.max() == 0 or whole.max() == 0:
        raise SystemExit("no heat, so nothing to compare; take other seeds")
    return {
        "region": {"x": x, "y": y, "width": w, "height": h},
        "heat": total.tolist(),
        "whole": {"every": 9, "values": whole[::9, ::9].tolist(), "sum": float(whole.astype(numpy.float64).sum())},
    }


def main():
    golden = HERE.parent.parent / "runners" / "golden" / "deepwrist"
    images = json.loads((golden / "expected.json").read_text())["images"]
    folds = [fold(seed) for seed in (5, 7)]
    made = [{**image, **run(image, folds)} for image in images if image["view"] == "PA"]
    for image in made:
        for key in ("crops", "folds", "probability", "members"):
            del image[key]
        print(image["case"], image["region"], numpy.max(image["heat"]))
    (HERE / "pipeline.json").write_text(json.dumps(made) + "\n")
    (HERE / "pipeline.model.yaml").write_text(
        f"""# Written by pipeline.py.
version: 1
pipeline: deepwrist
views:
  PA:
    localizer: {{models: [../../runners/golden/deepwrist/pa-localizer-0.onnx], mean: 0.41, std: 0.27}}
    region: {{size: 70, padding: 15, pixels: {PIXELS}}}
    classifier:
      models: [pipeline-fold-5.onnx, pipeline-fold-7.onnx]
      mean: {MEAN}
      std: {STD}
      output: {{index: 1, activation: softmax}}
"""
    )


main()
