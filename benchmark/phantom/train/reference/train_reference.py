"""From a training cohort to the reference pipeline, its ensemble and their record: one command.

    python3 train_reference.py --cohort COHORT --work WORK --models MODELS [--smoke]

Stopped at any moment, the same command goes on: a network that is finished is not trained again.
"""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import torch

import measure
import ship
import stages
from cohort import read
from settings import STAGES, VIEWS, Settings, checkpoint_folder

NAME = "deepwrist"
SMOKE = {"cases": 60, "localizer_epochs": 1, "classifier_epochs": 1}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--cohort", required=True, help="folder with cohort.csv and its DICOM files")
    options.add_argument("--work", required=True, help="folder for the cache and the checkpoints")
    options.add_argument("--models", required=True, help="where the models go")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--smoke", action="store_true", help="all networks, one epoch, 60 cases")
    for name, value in asdict(Settings()).items():
        options.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(options.parse_args())
    settings = Settings(**{name: given[name] for name in asdict(Settings())})
    if given["smoke"]:
        settings = replace(settings, **SMOKE)
    torch.set_num_threads(given["threads"])
    cv2.setNumThreads(1)
    torch.use_deterministic_algorithms(True)

    cohort_bytes = (Path(given["cohort"]) / "cohort.csv").read_bytes()
    runs = {stage: Path(given["work"]) / checkpoint_folder(settings, stage, cohort_bytes) for stage in STAGES}
    for folder in runs.values():
        folder.mkdir(parents=True, exist_ok=True)
    images = read(given["cohort"], given["work"], settings.cases)
    folders = ", ".join(folder.name for folder in runs.values())
    print(f"{len(images)} images; checkpoints in {folders}", flush=True)
    trained = {}
    for view in VIEWS:
        own = [one for one in images if one.view == view]
        found = stages.localizers(own, settings, runs)
        scored = stages.classifiers(own, found, settings, runs)
        trained[view] = {"images": own, "localizer": found, "classifier": scored}
    # Members last: the pipeline is whole without them.
    for view, one in trained.items():
        centre = one["classifier"]["centre"]
        one["member"] = stages.members(one["images"], one["localizer"], centre, settings, runs)
    models = Path(given["models"])
    (models / NAME).mkdir(parents=True, exist_ok=True)
    record = measured(trained, settings)
    record["bytes"] = shipped(trained, settings, record, models)
    record["threads"] = given["threads"]
    record["torch"] = torch.__version__
    record["opset"] = ship.OPSET
    (models / f"{NAME}.training.json").write_text(json.dumps(record, indent=1) + "\n")
    print(tables(record))


def measured(trained, settings):
    networks = {
        f"{view.lower()}-{stage}-{number}": one
        for view, parts in trained.items()
        for stage in STAGES
        for number, one in enumerate(parts[stage]["records"])
    }
    return {
        "settings": asdict(settings),
        "images": {view: len(one["images"]) for view, one in trained.items()},
        "landmarks": {
            view: measure.landmark_errors(one["images"], one["localizer"]["landmarks"])
            for view, one in trained.items()
        },
        "classifiers": measure.classification(
            {view: (one["images"], one["classifier"]["probabilities"]) for view, one in trained.items()}
        ),
        "members": {view: measure.ensemble(one["images"], one["member"]) for view, one in trained.items()},
        "seconds": round(sum(one["seconds"] for one in networks.values())),
        "networks": networks,
    }


def shipped(trained, settings, record, models):
    """Writes all networks and the description; returns the networks' bytes together."""
    total, views = 0, {}
    for view, parts in trained.items():
        files = {}
        for stage in STAGES:
            size, output = settings.crop, "logits"
            if stage == "localizer":
                size, output = settings.localizer_size, "points"
            files[stage] = []
            for number, network in enumerate(parts[stage]["networks"]):
                file = f"{NAME}/{view.lower()}-{stage}-{number + 1}.onnx"
                total += ship.write(network, size, output, models / file)
                files[stage].append(file)
        views[view] = {
            "localizer": (files["localizer"], parts["localizer"]["centre"]),
            "classifier": (files["classifier"], parts["classifier"]["centre"]),
            "member": files["member"],
            "temperatures": [one["temperature"] for one in record["members"][view]],
        }
    thresholds = {unit: one["threshold"] for unit, one in record["classifiers"].items()}
    ship.describe(views, settings, thresholds, models / f"{NAME}.model.yaml")
    return total


def tables(record):
    """What the README quotes."""
    lines = [f"{record['bytes']} bytes, {record['seconds'] / 60:.0f} minutes of epochs", ""]
    limits = list(next(iter(record["landmarks"].values()))["recall"])
    lines += header("landmarks", "mean, mm", "95th percentile", *(f"within {limit} mm" for limit in limits))
    for view, one in record["landmarks"].items():
        shares = (f"{share:.3f}" for share in one["recall"].values())
        lines.append(row(view, f"{one['mean']:.2f}", f"{one['p95']:.2f}", *shares))
    keys = ("auroc", "aupr", "threshold", "accuracy", "f1", "sensitivity", "specificity")
    lines += ["", *header("out-of-fold", "n", "fractures", *keys)]
    for unit, one in record["classifiers"].items():
        lines.append(row(unit, one["images"], one["fractures"], *(f"{one[key]:.3f}" for key in keys)))
    lines += ["", *header("member", "view", "AUROC", "temperature", "log loss", "log loss, tempered")]
    for view, members in record["members"].items():
        for number, one in enumerate(members):
            values = (f"{one[key]:.3f}" for key in ("auroc", "temperature", "logLoss", "logLossTempered"))
            lines.append(row(number + 1, view, *values))
    return "\n".join(lines)


def header(*names):
    return [row(*names), "|---" * len(names) + "|"]


def row(*cells):
    return f"| {' | '.join(str(cell) for cell in cells)} |"


if __name__ == "__main__":
    main()
