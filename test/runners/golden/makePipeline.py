"""Writes small random networks for the whole 256 / 224 pipeline, and what it gives with them for four images.

    /usr/bin/python3 test/runners/golden/makePipeline.py

Two views, each with two localizer folds (a convolution, soft-argmax), two classifier folds and three
ensemble members (convolutions, pooling, a linear layer). Everything between the networks is NumPy and
OpenCV, the networks are evaluated by PyTorch: nothing here runs through the code it is compared with.
"""
import json
import os

import cv2
import numpy as np
import torch
from torch import nn

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "deepwrist")
torch.set_num_threads(1)

VIEWS = {
    "PA": {
        "localizer": {"mean": 0.41, "std": 0.27},
        "region": {"size": 70, "padding": 15},
        "mean": [0.48, 0.45, 0.4],
        "std": [0.23, 0.22, 0.225],
    },
    "LAT": {
        "localizer": {"mean": 0.35, "std": 0.31},
        "region": {"size": 90, "padding": 20},
        "mean": [0.39, 0.39, 0.39],
        "std": [0.29, 0.28, 0.27],
    },
}
# Four radiographs of two cases; the LAT regions reach beyond two edges and beyond three. The second case is as
# a MONOCHROME1 image whose pixels were taken as they are.
IMAGES = [
    {"case": "a", "view": "PA", "width": 420, "height": 500, "spacing": [0.2, 0.2], "blob": [250, 190], "inverted": False},
    {"case": "a", "view": "LAT", "width": 330, "height": 400, "spacing": [0.2, 0.2], "blob": [40, 330], "inverted": False},
    {"case": "b", "view": "PA", "width": 300, "height": 340, "spacing": [0.31, 0.28], "blob": [120, 100], "inverted": True},
    {"case": "b", "view": "LAT", "width": 160, "height": 200, "spacing": [0.4, 0.4], "blob": [70, 90], "inverted": True},
]


def pixels(image):
    """16 bits, in whole numbers only, so that the test makes the same ones."""
    y, x = np.mgrid[0 : image["height"], 0 : image["width"]].astype(np.int64)
    bx, by = image["blob"]
    texture = (x * 37 + y * 91 + (x * y) % 257 * 13) % 4096
    blob = np.maximum(0, 40000 - 5 * ((x - bx) ** 2 + 2 * (y - by) ** 2))
    value = 6000 + texture + blob
    return 65535 - value if image["inverted"] else value


class Localizer(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 4, 9, stride=4, padding=4)
        self.second = nn.Conv2d(4, 3, 5, padding=2)
        places = (torch.arange(64, dtype=torch.float32) + 0.5) / 64
        self.register_buffer("places", places)

    def forward(self, image):
        maps = self.second(torch.relu(self.first(image)))
        weights = torch.softmax(maps.reshape(-1, 3, 64 * 64) * 150, dim=2).reshape(-1, 3, 64, 64)
        x = (weights.sum(2) * self.places).sum(2)
        y = (weights.sum(3) * self.places).sum(2)
        return torch.stack([x, y], dim=2)


class Flat(nn.Module):
    """A localizer whose points come as six values."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, image):
        return self.inner(image).reshape(-1, 6)


class Classifier(nn.Module):
    """Pools by random weights, so that mirrored and shifted crops score differently."""

    def __init__(self):
        super().__init__()
        self.register_buffer("weights", torch.randn(1, 1, 28, 28))
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 7, stride=4, padding=3), nn.ReLU(), nn.Conv2d(6, 8, 3, stride=2, padding=1), nn.ReLU()
        )
        self.last = nn.Linear(8, 2)

    def forward(self, image):
        return self.last((self.features(image) * self.weights).sum((2, 3)) / 4)


def export(network, name, shape):
    path = os.path.join(HERE, f"{name}.onnx")
    torch.onnx.export(
        network.eval(),
        torch.zeros(shape),
        path,
        opset_version=13,
        input_names=["image"],
        output_names=["out"],
        dynamic_axes={"image": {0: "batch"}, "out": {0: "batch"}},
    )
    # The exporter leaves its own folder's layout in the nodes' documentation.
    import onnx

    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, path)


def networks():
    made = {}
    for v, view in enumerate(VIEWS):
        for stage, count in [("localizer", 2), ("classifier", 2), ("member", 3)]:
            made[view, stage] = []
            for fold in range(count):
                torch.manual_seed(1000 * v + 100 * ["localizer", "classifier", "member"].index(stage) + fold)
                network = Localizer() if stage == "localizer" else Classifier()
                flat = stage == "localizer" and fold == 1
                shape = (1, 1, 256, 256) if stage == "localizer" else (1, 3, 224, 224)
                export(Flat(network) if flat else network, f"{view}-{stage}-{fold}".lower(), shape)
                made[view, stage].append(network.eval())
    return made


def half_up(value):
    return int(np.floor(value + 0.5))


def probability(network, crops, view):
    """P(fracture) of crops (n, 224, 224), grey 0-255."""
    rgb = np.repeat(crops[:, None], 3, axis=1).astype(np.float64) / 255
    mean = np.array(VIEWS[view]["mean"]).reshape(1, 3, 1, 1)
    std = np.array(VIEWS[view]["std"]).reshape(1, 3, 1, 1)
    with torch.no_grad():
        logits = network(torch.from_numpy(((rgb - mean) / std).astype(np.float32)))
        return torch.softmax(logits.double(), 1)[:, 1].numpy()


def run(image, made):
    view = image["view"]
    settings = VIEWS[view]
    grey = pixels(image).astype(np.float64)
    low, high = np.percentile(grey, [5, 99])
    clipped = np.clip(grey, low, high) - low
    normal = (clipped / clipped.max() * 255).astype(np.uint8)

    whole = cv2.resize(normal.astype(np.float32), (256, 256), interpolation=cv2.INTER_LINEAR)
    standard = (whole.astype(np.float64) / 255 - settings["localizer"]["mean"]) / settings["localizer"]["std"]
    batch = torch.from_numpy(standard.astype(np.float32))[None, None]
    with torch.no_grad():
        folds = [network(batch)[0].double().numpy() for network in made[view, "localizer"]]
    landmarks = np.mean(folds, axis=0)

    row, column = image["spacing"]
    size, padding = settings["region"]["size"], settings["region"]["padding"]
    cx, cy = (landmarks * [image["width"], image["height"]]).mean(axis=0)
    w, h = half_up(size / column), half_up(size / row)
    x = half_up(cx - w / 2)
    y = half_up(cy + half_up(padding / row) - h / 2)
    border = 600
    padded = cv2.copyMakeBorder(normal, border, border, border, border, cv2.BORDER_CONSTANT, value=0)
    cut = padded[y + border : y + border + h, x + border : x + border + w]
    square = cv2.resize(cut.astype(np.float32), (256, 256), interpolation=cv2.INTER_LINEAR)

    places = [(16, 16), (0, 0), (32, 0), (0, 32), (32, 32)]
    crops = np.stack([s[b : b + 224, a : a + 224] for s in (square, square[:, ::-1]) for a, b in places])
    each = [probability(network, crops, view) for network in made[view, "classifier"]]
    members = [float(probability(network, crops[:1], view)[0]) for network in made[view, "member"]]
    return {
        "foldLandmarks": [f.tolist() for f in folds],
        "landmarks": landmarks.tolist(),
        "region": {"x": x, "y": y, "width": w, "height": h},
        "crops": [e.tolist() for e in each],
        "folds": [float(e.mean()) for e in each],
        "probability": float(np.mean([e.mean() for e in each])),
        "members": members,
    }


def describe():
    """The pipeline's description; the inputs' sizes are left to the networks."""
    lines = ["# Written by makePipeline.py.", "version: 1", "name: Random weights", "pipeline: deepwrist", "views:"]
    for view, settings in VIEWS.items():
        files = lambda stage, count: "[" + ", ".join(f"{view}-{stage}-{i}.onnx".lower() for i in range(count)) + "]"
        lines += [
            f"  {view}:",
            f"    localizer: {{models: {files('localizer', 2)}, mean: {settings['localizer']['mean']}, std: {settings['localizer']['std']}}}",
            f"    region: {{size: {settings['region']['size']}, padding: {settings['region']['padding']}, pixels: 256}}",
            "    classifier:",
            f"      models: {files('classifier', 2)}",
            f"      mean: {settings['mean']}",
            f"      std: {settings['std']}",
            "      output: {index: 1, activation: softmax}",
            f"    ensemble: {{models: {files('member', 3)}}}",
        ]
    lines.append("threshold: {PA: 0.41, LAT: 0.58, case: 0.5}")
    with open(os.path.join(HERE, "deepwrist.model.yaml"), "w") as f:
        f.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    os.makedirs(HERE, exist_ok=True)
    made = networks()
    describe()
    images = [{**image, **run(image, made)} for image in IMAGES]
    cases = {}
    for name in ["a", "b"]:
        own = [image for image in images if image["case"] == name]
        cases[name] = {
            "probability": float(np.mean([image["probability"] for image in own])),
            "members": np.mean([image["members"] for image in own], axis=0).tolist(),
        }
    with open(os.path.join(HERE, "expected.json"), "w") as f:
        json.dump({"images": images, "cases": cases}, f, indent=1)
        f.write("\n")
    for image in images:
        print(image["view"], np.round(image["landmarks"], 3).tolist(), image["region"], np.round(image["crops"], 3).tolist(), np.round(image["members"], 3).tolist())
