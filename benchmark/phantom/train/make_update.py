"""Trains the update of the model update drill: the baseline once more, with one kind of fracture left out.

    python3 make_update.py --cohort COHORT --work WORK --out FOLDER

The team of the drill doesn't know what it lacks: the kind is absent from the training folds and from the fold
that chooses epoch and thresholds. What the update does on that fold's left-out cases is looked at afterwards,
recorded, and chooses nothing.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent / "reference"))

import onnx
from data import load
from evaluate import by_case, figures
from export import OPSET, export
from make_baseline import tables
from networks import compact
from ship import halve
from train import VALIDATION_FOLD, Settings, predict, train

LEFT_OUT = "intra-articular"
NAME = "without-intra-articular"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--cohort", required=True, help="folder with cohort.csv and its DICOM files")
    options.add_argument("--work", required=True, help="folder for the cache and the checkpoint")
    options.add_argument("--out", required=True, help="where the model goes")
    given = options.parse_args()
    settings = Settings()
    images = load(given.cohort, given.work)
    kept = [image for image in images if image.kind != LEFT_OUT]
    print(f"{len(kept)} of {len(images)} images: without {LEFT_OUT}", flush=True)
    network, state = train(kept, given.work, settings)
    network = compact(network)

    def fold(of):
        chosen = [image for image in of if image.fold == VALIDATION_FOLD]
        return figures(by_case(chosen, predict(network, chosen, settings.size, *state["centre"])))

    found = fold(kept)
    out = Path(given.out)
    thresholds = {unit: found[unit]["threshold"] for unit in found}
    about = {"title": f"Update that never saw {LEFT_OUT} fractures", "by": Path(__file__).name}
    export(network, out, NAME, settings.size, state["centre"], thresholds, **about)
    store_in_half_precision(out / f"{NAME}.onnx")
    record = {
        "leftOut": LEFT_OUT,
        "settings": asdict(settings),
        "opset": OPSET,
        "bytes": (out / f"{NAME}.onnx").stat().st_size,
        "images": {
            "training": sum(image.fold != VALIDATION_FOLD for image in kept),
            "validation": sum(image.fold == VALIDATION_FOLD for image in kept),
        },
        "epoch": state["best"]["epoch"],
        "validation": found,
        "validationWithLeftOut": fold(images),
        "history": state["history"],
        "secondsOfEpochs": sum(one["seconds"] for one in state["history"]),
    }
    (out / f"{NAME}.training.json").write_text(json.dumps(record, indent=2) + "\n")
    print(tables(record))


def store_in_half_precision(path):
    """The arithmetic stays in single precision; the exporter's own folders are removed."""
    model = onnx.load(path)
    halve(model.graph)
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


if __name__ == "__main__":
    main()
