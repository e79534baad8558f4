"""Writes the tiny ONNX networks of the runner tests, and what they give for one image (NumPy).

    /usr/bin/python3 test/runners/golden/makeModels.py

Each network is the mean of the image, times a weight, plus a bias, for one or two outputs: small
enough to compute by hand, and different for each way an input or output can be declared.
"""
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 16
WEIGHT = np.array([3.0, -2.0], dtype=np.float32)
BIAS = np.array([-0.5, 0.25], dtype=np.float32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def image():
    """The test's image, 24 wide and 20 high: a ramp with a bright corner, 8 bits."""
    y, x = np.mgrid[0:20, 0:24]
    grey = (x * 7 + y * 3) % 251
    grey[:5, :5] = 250
    return grey.astype(np.uint8)


def percentile_normalise(grey):
    low, high = np.percentile(grey, [5, 99])
    clipped = np.clip(grey.astype(np.float64), low, high) - low
    return (clipped / clipped.max() * 255).astype(np.uint8)


def resize(grey, size):
    import cv2

    return cv2.resize(grey.astype(np.float32), (size, size), interpolation=cv2.INTER_LINEAR)


def cropped(grey, size):
    """The largest square in the middle, by Pillow's antialiased resize."""
    from PIL import Image

    side = min(grey.shape)
    top, left = (grey.shape[0] - side) // 2, (grey.shape[1] - side) // 2
    square = Image.fromarray(grey[top : top + side, left : left + side])
    return np.asarray(square.resize((size, size), Image.Resampling.BILINEAR))


def network(name, shape, layout, outputs, activation, elem=TensorProto.FLOAT, extra=None, rename=None):
    nodes = []
    source = "image"
    if elem == TensorProto.UINT8:
        nodes.append(helper.make_node("Cast", ["image"], ["cast"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", ["cast", "unit"], ["scaled"]))
        source = "scaled"
    axes = [1, 2, 3] if len(shape) == 4 else [1, 2]
    nodes.append(helper.make_node("ReduceMean", [source], ["mean"], axes=axes, keepdims=0))
    nodes.append(helper.make_node("Unsqueeze", ["mean", "one"], ["column"]))
    nodes.append(helper.make_node("MatMul", ["column", "weight"], ["product"]))
    nodes.append(helper.make_node("Add", ["product", "bias"], ["logits"]))
    last = "logits"
    if activation:
        attributes = {"axis": 1} if activation == "Softmax" else {}
        if activation == "Clip":
            nodes.append(helper.make_node("Clip", ["logits", "zero", "high"], ["activated"]))
        elif activation == "Smoothed":
            nodes.append(helper.make_node("Sigmoid", ["logits"], ["sigmoid"]))
            nodes.append(helper.make_node("Mul", ["sigmoid", "unit"], ["shrunk"]))
            nodes.append(helper.make_node("Add", ["shrunk", "unit"], ["activated"]))
        elif activation == "Log":
            nodes.append(helper.make_node("Log", ["logits"], ["activated"]))
        else:
            nodes.append(helper.make_node(activation, ["logits"], ["activated"], **attributes))
        last = "activated"
    nodes.append(helper.make_node("Identity", [last], ["score"]))
    out = [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["N" if shape[0] == "N" else shape[0], outputs])]
    if extra:
        nodes.append(helper.make_node("Identity", ["mean"], ["features"]))
        out.append(helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N"]))
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("image", elem, shape)],
        out,
        [
            numpy_helper.from_array(WEIGHT[None, :outputs].copy(), "weight"),
            numpy_helper.from_array(BIAS[:outputs].copy(), "bias"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "one"),
            numpy_helper.from_array(np.array(1 / 255, dtype=np.float32), "unit"),
            numpy_helper.from_array(np.array(0, dtype=np.float32), "zero"),
            numpy_helper.from_array(np.array(1, dtype=np.float32), "high"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, f"{name}.onnx"))


S = SIZE
network("probability", ["N", 1, S, S], "NCHW", 1, "Sigmoid")
network("logit", ["N", 1, S, S], "NCHW", 1, None)
network("two-logits-nhwc", ["N", S, S, 3], "NHWC", 2, None)
network("two-probabilities", [4, 3, S, S], "NCHW", 2, "Softmax")
network("uint8", ["N", S, S, 1], "NHWC", 1, "Sigmoid", elem=TensorProto.UINT8)
network("free-size", ["N", 1, "H", "W"], "NCHW", 1, "Sigmoid")
network("free-channels", ["N", "C", "H", "W"], "NCHW", 1, "Sigmoid")
network("rank-3", ["N", S, S], "", 1, "Sigmoid")
network("clipped", ["N", 1, S, S], "NCHW", 1, "Clip")
network("log-of-negative", ["N", 1, S, S], "NCHW", 1, "Log")
network("smoothed", ["N", 1, S, S], "NCHW", 1, "Smoothed")
network("two-outputs", ["N", 1, S, S], "NCHW", 1, "Sigmoid", extra=True)

grey = image()
normal = resize(percentile_normalise(grey), SIZE)
raw = resize(grey, SIZE)
mean01 = normal.mean(dtype=np.float64) / 255
z = WEIGHT.astype(np.float64) * mean01 + BIAS
raw_mean = (raw.astype(np.float64) / 255).mean()
expected = {
    "image": {"width": 24, "height": 20, "pixels": grey.ravel().tolist()},
    "probability": sigmoid(z[0]),
    "logit": sigmoid(z[0]),
    "two-logits-nhwc": float(np.exp(z[1]) / np.exp(z).sum()),
    "two-logits-nhwc index 0": float(np.exp(z[0]) / np.exp(z).sum()),
    "two-probabilities": float(np.exp(z[1]) / np.exp(z).sum()),
    # Halves go up, as in OpenCV's own 8-bit resize.
    "uint8": sigmoid(WEIGHT[0] * np.floor(normal + 0.5).mean(dtype=np.float64) / 255 + BIAS[0]),
    "probability contrast none": sigmoid(WEIGHT[0] * raw_mean + BIAS[0]),
    "probability cropped": sigmoid(WEIGHT[0] * cropped(grey, SIZE).mean(dtype=np.float64) / 255 + BIAS[0]),
    "probability -1-1": sigmoid(WEIGHT[0] * (mean01 - 0.5) / 0.5 + BIAS[0]),
    "probability mean std": sigmoid(WEIGHT[0] * (mean01 - 0.4) / 0.2 + BIAS[0]),
}
with open(os.path.join(HERE, "expected.json"), "w") as f:
    json.dump(expected, f)
    f.write("\n")
