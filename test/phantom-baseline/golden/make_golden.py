"""P(fracture) of 50 images by PyTorch and pydicom, for the runner to be compared with.

    wrist-bench phantom --split test --out COHORT
    python3 make_golden.py --cohort COHORT --work WORK

WORK is the folder of the training run: the weights are its checkpoint's, not those of the ONNX file. The
images are of the test split because they are quickly made; they compare arithmetic only, and nothing of
the model was chosen by them.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PHANTOM = HERE.parents[2] / "benchmark" / "phantom"
sys.path.insert(0, str(PHANTOM / "train"))

import torch  # noqa: E402
from data import manifest, normalise, read_dicom, resize  # noqa: E402
from model import Baseline  # noqa: E402

CASES = 25


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--cohort", required=True)
    options.add_argument("--work", required=True)
    given = options.parse_args()
    saved = torch.load(Path(given.work) / "checkpoint.pt")
    size, (mean, std) = saved["settings"]["size"], saved["state"]["centre"]
    network = Baseline()
    network.load_state_dict(saved["state"]["best"]["weights"])
    network.eval()

    rows = manifest(given.cohort, "test")
    cases = sorted({row["case_id"] for row in rows})
    chosen = set(cases[:: len(cases) // CASES][:CASES])
    images = []
    for row in rows:
        if row["case_id"] not in chosen:
            continue
        path = Path(given.cohort) / row["path"]
        picture = torch.from_numpy(resize(normalise(read_dicom(path)), size))[None, None]
        with torch.no_grad():
            probability = torch.sigmoid(network((picture / 255 - mean) / std)[0]).item()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        image = {"case": row["case_id"], "view": row["view"]}
        images.append({**image, "sha256": digest, "probability": probability})
    model = hashlib.sha256((PHANTOM / "models" / "baseline.onnx").read_bytes()).hexdigest()
    golden = {"model": model, "torch": torch.__version__, "images": images}
    (HERE / "probabilities.json").write_text(json.dumps(golden, indent=1) + "\n")
    print(f"{len(images)} images of {len(chosen)} cases")


if __name__ == "__main__":
    main()
