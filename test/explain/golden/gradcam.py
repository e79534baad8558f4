"""Grad-CAM of small random networks by autograd, for the closed form.

    /usr/bin/python3 test/explain/golden/gradcam.py

Writes the networks as ONNX, and gradcam.json: for one image the weights' gradients summed over all places
(Selvaraju et al. 2017, but for the division by the number of places), the heat map on the feature maps'
grid, and upsampled by OpenCV to the input's size.
"""
import json
from pathlib import Path

import cv2
import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = Path(__file__).parent
HEIGHT, WIDTH, CHANNELS = 36, 44, 6


class Network(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.kind = kind
        self.features = nn.Sequential(
            nn.Conv2d(1, 5, 5, stride=2, padding=2), nn.ReLU(), nn.Conv2d(5, CHANNELS, 3, stride=2, padding=1), nn.ReLU()
        )
        pooled = {"mean-max": 2, "flat": 9 * 11}.get(kind, 1) * CHANNELS
        values = {"mean-max": 1, "sigmoid": 1, "three": 3}.get(kind, 2)
        self.head = nn.Conv2d(pooled, values, 1) if kind == "convolution" else nn.Linear(pooled, values)

    def pool(self, maps):
        if self.kind == "mean-max":
            return torch.cat([nn.functional.adaptive_avg_pool2d(maps, 1), maps.amax((2, 3), keepdim=True)], 1).flatten(1)
        if self.kind == "part":  # looks at nine of eleven columns only
            return nn.functional.avg_pool2d(maps, 9).flatten(1)
        if self.kind == "flat":
            return maps.flatten(1)
        if self.kind == "convolution":
            return nn.functional.adaptive_avg_pool2d(maps, 1)
        if self.kind == "sigmoid":
            return nn.functional.adaptive_avg_pool2d(maps, 1).flatten(1)
        return maps.mean((2, 3))

    def classify(self, maps):
        pooled = self.pool(maps)
        if self.kind == "matmul":
            return pooled @ self.head.weight.T.clone() + self.head.bias
        return self.head(pooled).flatten(1) if self.kind == "convolution" else self.head(pooled)

    def activate(self, logits):
        return torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, 1)

    def forward(self, image):
        logits = self.classify(self.features(image))
        return logits if self.kind in ("logits", "half", "matmul") else self.activate(logits)


def image():
    place = numpy.arange(HEIGHT * WIDTH, dtype=numpy.int64)
    return (((place * 37 + (place // WIDTH) * 11 + place * place % 53) % 101) / 50 - 1).astype(numpy.float32).reshape(1, 1, HEIGHT, WIDTH)


def halve(path):
    """The last layer's weights in half precision, widened by a Cast."""
    model = onnx.load(path)
    for tensor in model.graph.initializer:
        if tensor.name != "head.weight":
            continue
        stored = "head.weight.half"
        half = numpy_helper.to_array(tensor).astype(numpy.float16)
        tensor.CopyFrom(numpy_helper.from_array(half, stored))
        cast = helper.make_node("Cast", [stored], ["head.weight"], name="widened", to=TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
        break
    else:
        raise SystemExit("no head.weight")
    onnx.save(model, path)


def main():
    made = {}
    for seed, kind in enumerate(["softmax", "logits", "half", "matmul", "sigmoid", "mean-max", "three", "convolution", "flat", "part"]):
        torch.manual_seed(80 + seed)
        network = Network(kind).eval()
        if kind == "half":
            with torch.no_grad():
                network.head.weight.copy_(network.head.weight.half().float())
        path = HERE / f"{kind}.onnx"
        torch.onnx.export(
            network, torch.zeros(1, 1, HEIGHT, WIDTH), path, opset_version=13, input_names=["image"],
            output_names=["out"], dynamic_axes={"image": {0: "batch"}, "out": {0: "batch"}},
        )
        model = onnx.load(path)
        for node in model.graph.node:
            node.doc_string = ""  # the exporter leaves its own folders there
        onnx.save(model, path)
        if kind == "half":
            halve(path)
        double = network.double()
        maps = double.features(torch.from_numpy(image()).double()).detach().requires_grad_(True)
        probabilities = double.activate(double.classify(maps))
        index = probabilities.shape[1] - 1
        probabilities[0, index].backward()
        weights = maps.grad[0].sum((1, 2))
        heat = torch.relu((weights[:, None, None] * maps[0]).sum(0)).detach().numpy()
        upsampled = cv2.resize(heat.astype(numpy.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        made[kind] = {
            "index": index,
            "values": probabilities.shape[1],
            "probability": float(probabilities[0, index]),
            "weights": weights.tolist(),
            "heat": heat.tolist(),
            **({"upsampled": upsampled.tolist()} if kind == "mean-max" else {}),
        }
        if heat.max() == 0:
            raise SystemExit(f"{kind}: no heat, so nothing to compare; take another seed")
        print(kind, float(probabilities[0, index]), heat.max())
    (HERE / "gradcam.json").write_text(json.dumps({"width": WIDTH, "height": HEIGHT, "networks": made}) + "\n")


main()
