"""Writes networks as ONNX with weights in half precision, and the pipeline's description."""

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from settings import REGIONS

OPSET = 13


def write(network, size, output, path):
    """One network. What half precision holds exactly is stored so and widened by a Cast when it is loaded:
    the arithmetic is in single precision throughout."""
    torch.onnx.export(
        network,
        torch.zeros(1, 1, size, size),
        path,
        opset_version=OPSET,
        input_names=["image"],
        output_names=[output],
        dynamic_axes={"image": {0: "batch"}, output: {0: "batch"}},
    )
    model = onnx.load(path)
    halve(model.graph)
    for node in model.graph.node:
        node.doc_string = ""  # the exporter leaves its own folders there
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return path.stat().st_size


def halve(graph):
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != numpy.float32 or values.size < 16:
            continue
        half = values.astype(numpy.float16)
        if not numpy.array_equal(half.astype(numpy.float32), values):
            continue
        name, stored = tensor.name, f"{tensor.name}.half"
        tensor.CopyFrom(numpy_helper.from_array(half, stored))
        casts.append(helper.make_node("Cast", [stored], [name], name=f"{name}.widened", to=TensorProto.FLOAT))
    for at, cast in enumerate(casts):
        graph.node.insert(at, cast)


def describe(views, settings, thresholds, path):
    """views: {view: {"localizer": (files, centre), "classifier": (files, centre), "member": files,
    "temperatures": one a member}}"""
    lines = [
        "# The two-stage pipeline of Raisuddin et al. 2021 for the phantom, small; written by",
        "# benchmark/phantom/train/reference/train_reference.py. Weights are kept in half precision.",
        "version: 1",
        "name: Small DeepWrist for the wrist phantom",
        "pipeline: deepwrist",
        "views:",
    ]
    for view, stages in views.items():
        (places, centre), (folds, grey), members = stages["localizer"], stages["classifier"], stages["member"]
        size, padding = REGIONS[view]
        lines += [
            f"  {view}:",
            "    localizer:",
            *listed(places),
            f"      size: {settings.localizer_size}",
            f"      mean: {centre[0]}",
            f"      std: {centre[1]}",
            f"    region: {{size: {size}, padding: {padding}, pixels: {settings.region}}}",
            "    classifier:",
            *listed(folds),
            f"      crop: {settings.crop}",
            f"      mean: {grey[0]}",
            f"      std: {grey[1]}",
            "      output: {name: logits, index: 1, activation: softmax}",
            "    ensemble:",
            *listed(members),
            f"      temperatures: [{', '.join(str(one) for one in stages['temperatures'])}]",
        ]
    lines += [
        "# Greatest F1 out-of-fold for each view; the case's is their mean.",
        f"threshold: {{{', '.join(f'{unit}: {value}' for unit, value in thresholds.items())}}}",
    ]
    path.write_text("\n".join(lines) + "\n")


def listed(files):
    return ["      models:", *(f"        - {file}" for file in files)]
