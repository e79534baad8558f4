"""From a training cohort to baseline.onnx, its description and its record: one command.

    python3 make_baseline.py --cohort COHORT --work WORK [--models FOLDER]
"""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

import curves
from data import load
from evaluate import by_case, figures
from export import OPSET, export
from train import VALIDATION_FOLD, Settings, predict, train

HERE = Path(__file__).resolve().parent


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--cohort", required=True, help="folder with cohort.csv and its DICOM files")
    options.add_argument("--work", required=True, help="folder for the cache and the checkpoint")
    options.add_argument("--models", default=str(HERE.parent / "models"), help="where the model goes")
    for name, value in asdict(Settings()).items():
        options.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(options.parse_args())
    settings = Settings(**{name: given[name] for name in asdict(Settings())})

    began = time.time()
    images = load(given["cohort"], given["work"])
    read = time.time() - began
    print(f"{len(images)} training images in {read:.0f} s", flush=True)
    network, state = train(images, given["work"], settings)
    validation = [image for image in images if image.fold == VALIDATION_FOLD]
    scores = by_case(validation, predict(network, validation, settings.size, *state["centre"]))
    found = figures(scores)
    thresholds = {unit: found[unit]["threshold"] for unit in found}
    models = Path(given["models"])
    export(network, models, "baseline", settings.size, state["centre"], thresholds)
    record = {
        "settings": asdict(settings),
        "opset": OPSET,
        "bytes": (models / "baseline.onnx").stat().st_size,
        "images": {"training": len(images) - len(validation), "validation": len(validation)},
        "epoch": state["best"]["epoch"],
        "validation": found,
        "history": state["history"],
        "secondsOfEpochs": sum(one["seconds"] for one in state["history"]),
    }
    (models / "baseline.training.json").write_text(json.dumps(record, indent=2) + "\n")
    curves.write(state["history"], state["best"]["epoch"], models / "baseline.curves.svg")
    print(tables(record))


def tables(record):
    """What the README quotes."""
    units = record["validation"]
    minutes = record["secondsOfEpochs"] / 60
    lines = [f"{record['bytes']} bytes, opset {record['opset']}, epoch {record['epoch']} chosen"]
    lines.append(f"{minutes:.1f} minutes of epochs")
    lines += header("validation", "cases", "fractures", *(FIGURES[key] for key in FIGURES))
    for unit, one in units.items():
        lines.append(row(unit, one["cases"], one["fractures"], *(f"{one[key]:.4f}" for key in FIGURES)))
    lines += header("kind", "cases", "AUROC, PA", "AUROC, LAT", "AUROC, case", "called fractured")
    for kind, one in units["case"]["kinds"].items():
        values = [units[unit]["kinds"][kind]["auroc"] for unit in units] + [one["calledFractured"]]
        lines.append(row(kind, one["cases"], *(f"{value:.3f}" for value in values)))
    lines += header("epoch", "loss", "AUROC", "PA", "LAT", "log loss")
    for one in record["history"]:
        values = (f"{one[key]:.4f}" for key in ("loss", "auroc", "aurocPA", "aurocLAT", "logLoss"))
        lines.append(row(one["epoch"], *values))
    return "\n".join(lines)


FIGURES = {
    "auroc": "AUROC",
    "aupr": "average precision",
    "threshold": "threshold",
    "f1": "F1",
    "sensitivity": "sensitivity",
    "specificity": "specificity",
}


def header(*names):
    return ["", row(*names), "|---" * len(names) + "|"]


def row(*cells):
    return f"| {' | '.join(str(cell) for cell in cells)} |"


if __name__ == "__main__":
    main()
