"""Small invented tables of the form of three public data sets, scores for them, and what pandas and
scikit-learn say of both: writes everything beside this file. No row is one of the data sets'."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score, recall_score, roc_auc_score

HERE = Path(__file__).parent
rng = np.random.default_rng(20220222)
chance = lambda p: bool(rng.random() < p)


def figures(cases, strata):
    """Counts and figures of each stratum and of their union."""
    result = {}
    inside = pd.Series(False, index=cases.index)
    for name, member in strata.items():
        inside |= member
        result[name] = one(cases[member])
    result["merged"] = one(cases[inside])
    return result


def one(cases):
    label, probability = cases.label.astype(int), cases.probability
    return {"cases": len(cases), "positives": int(label.sum()), "auroc": roc_auc_score(label, probability),
            "aupr": average_precision_score(label, probability),
            "sensitivity": recall_score(label, probability >= 0.5)}


def scores(cases, label):
    return np.round(np.clip(rng.normal(0.35 + 0.3 * label, 0.2, len(cases)), 0.001, 0.999), 3)


def grazpedwri():
    columns = ["filestem", "patient_id", "study_number", "timehash", "gender", "age", "laterality", "projection",
               "initial_exam", "ao_classification", "cast", "diagnosis_uncertain", "osteopenia",
               "fracture_visible", "metal", "pixel_spacing", "device_manufacturer"]
    rows = []
    for patient in range(1, 41):
        gender = "O" if patient in (7, 23) else "F" if chance(0.45) else "M"
        age = round(float(rng.uniform(0.2, 18.5)), 1)
        both = patient in (5, 12)
        for study in range(1, int(rng.integers(2, 4))):
            side = "L" if chance(0.5) else "R"
            for laterality in ("L", "R") if both else (side,):
                fracture, cast = chance(0.6), chance(0.35)
                metal, osteopenia, uncertain = chance(0.18), chance(0.25), chance(0.18)
                # Some studies have one image; study 1 of patients 9 and 19 has three.
                views = [1, 2] if chance(0.9) else [int(rng.integers(1, 3))]
                if patient in (9, 19) and study == 1:
                    views = [1, 2, 2]
                for k, view in enumerate(views):
                    time = int(rng.integers(1e8, 1.3e9))
                    seen = fracture and (k == 0 or chance(0.8))
                    rows.append({
                        "filestem": f"{patient:04d}_{time:010d}_{study:02d}_WRI-{laterality}{view}_{gender}{int(age):03d}",
                        "patient_id": patient, "study_number": study, "timehash": time, "gender": gender,
                        "age": round(age + (0.1 if k == 2 else 0), 1), "laterality": laterality,
                        "projection": view, "initial_exam": 1 if study == 1 else None,
                        "ao_classification": "23r-M/3.1; 23u-M/2.1" if fracture else None,
                        "cast": 1 if cast else None, "diagnosis_uncertain": 1 if uncertain else None,
                        # Flags may be on one image of the case alone.
                        "osteopenia": 1 if osteopenia and (k == 0 or chance(0.6)) else None,
                        "fracture_visible": 1 if seen else None,
                        "metal": 1 if metal and (k > 0 or chance(0.6)) else None,
                        "pixel_spacing": 0.144 if chance(0.9) else 0.143,
                        "device_manufacturer": "Siemens" if chance(0.95) else "Agfa",
                    })
                age = round(age + 0.1, 1)
    table = pd.DataFrame(rows, columns=columns)
    for name in ("initial_exam", "cast", "diagnosis_uncertain", "osteopenia", "fracture_visible", "metal"):
        table[name] = table[name].astype("Int64")
    table.to_csv(HERE / "grazpedwri-dx.csv", index=False, encoding="utf-8-sig")

    table = pd.read_csv(HERE / "grazpedwri-dx.csv", encoding="utf-8-sig")
    flags = ["cast", "metal", "osteopenia", "diagnosis_uncertain"]
    keys = ["patient_id", "study_number", "laterality"]
    groups = table.fillna({name: 0 for name in flags + ["fracture_visible"]}).groupby(keys)
    cases = groups[flags + ["fracture_visible"]].max().rename(columns={"fracture_visible": "label"})
    differing = groups[flags + ["fracture_visible"]].nunique().gt(1).any(axis=1)
    cases.index = [f"{p}_{s}_{side}" for p, s, side in cases.index]
    views = table.assign(case=table.patient_id.astype(str) + "_" + table.study_number.astype(str) + "_" + table.laterality,
                         view=table.projection.map({1: "PA", 2: "LAT"}))[["case", "view"]].drop_duplicates()
    views["probability"] = scores(views, cases.label.loc[views.case].to_numpy())
    views.rename(columns={"case": "case_id"}).to_csv(HERE / "grazpedwri-dx.scores.csv", index=False)
    cases["probability"] = views.groupby("case").probability.mean()
    strata = {"general": cases[flags].max(axis=1) == 0, "cast": cases["cast"] == 1, "metal": cases.metal == 1,
              "osteopenia": cases.osteopenia == 1, "diagnosis-uncertain": cases.diagnosis_uncertain == 1}
    by_sex = {k: int(v) for k, v in sorted(groups.gender.first().value_counts().items())}
    return {"rows": len(table), "cases": len(cases), "patients": int(table.patient_id.nunique()),
            "differing": int(differing.sum()), "sex": by_sex, "strata": figures(cases, strata)}


def mura():
    rows = []
    for patient in range(11185, 11215):
        region = "XR_HAND" if patient % 6 == 0 else "XR_WRIST"
        for study in range(1, int(rng.integers(2, 4))):
            label = "positive" if chance(0.45) else "negative"
            for image in range(1, int(rng.integers(2, 5))):
                rows.append(f"MURA-v1.1/valid/{region}/patient{patient}/study{study}_{label}/image{image}.png")
    (HERE / "mura-paths.csv").write_text("\n".join(rows) + "\n")
    table = pd.DataFrame({"path": rows})
    table = table[table.path.str.contains("/XR_WRIST/")]
    parts = table.path.str.split("/", expand=True)
    table["patient"], table["study"] = parts[3], parts[4].str.split("_").str[0]
    table["label"] = (parts[4].str.split("_").str[1] == "positive").astype(int)
    table["case"] = "XR_WRIST/" + table.patient + "/" + table.study
    cases = table.groupby("case").agg(label=("label", "max"), study=("study", "first"))
    cases["probability"] = scores(cases, cases.label.to_numpy())
    cases.reset_index()[["case", "probability"]].rename(columns={"case": "case_id"}).to_csv(
        HERE / "mura.scores.csv", index=False)
    strata = {"first-study": cases.study == "study1", "later-study": cases.study != "study1"}
    return {"rows": len(rows), "wristRows": len(table), "cases": len(cases),
            "patients": int(table.patient.nunique()), "strata": figures(cases, strata)}


def fracatlas():
    rows = []
    for i in range(70):
        hand = chance(0.75)
        mixed = hand and chance(0.1)
        several = chance(0.4)
        views = [1, 1, 0] if several else [[1, 0, 0], [0, 1, 0], [0, 0, 1]][int(rng.integers(0, 3))]
        count = int(rng.integers(1, 4)) if chance(0.35) else 0
        rows.append([f"IMG{i * 37:07d}.jpg", int(hand), int(not hand or mixed), 0, 0, int(mixed), int(chance(0.25)),
                     int(several), int(count > 0), count, *views])
    table = pd.DataFrame(rows, columns=["image_id", "hand", "leg", "hip", "shoulder", "mixed", "hardware",
                                        "multiscan", "fractured", "fracture_count", "frontal", "lateral", "oblique"])
    table.to_csv(HERE / "fracatlas.csv", index=False)
    hands = table[table.hand == 1]
    cases = hands[hands.mixed == 0].copy()
    cases["label"] = cases.fractured
    cases["probability"] = scores(cases, cases.label.to_numpy())
    cases[["image_id", "probability"]].rename(columns={"image_id": "case_id"}).to_csv(
        HERE / "fracatlas.scores.csv", index=False)
    strata = {"general": (cases.hardware == 0) & (cases.multiscan == 0), "hardware": cases.hardware == 1,
              "several-views": cases.multiscan == 1}
    return {"rows": len(table), "hands": len(hands), "excluded": int(hands.mixed.sum()), "cases": len(cases),
            "strata": figures(cases, strata)}


golden = {"grazpedwri-dx": grazpedwri(), "mura-wrist": mura(), "fracatlas": fracatlas()}
(HERE / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
