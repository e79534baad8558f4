// Small tables of cases with probabilities, each of which makes a report look its own way.
import { RandomStream } from "../../../../src/statistics/random.js";

/** What `run` is given: a manifest, a table of scores, and what the strata file says beside them. */
export interface Variant {
  readonly manifest: string;
  readonly predictions: string;
  readonly strata: string;
  /** Scores of the model before, where the run is compared with them. */
  readonly before?: string;
}

interface Group {
  readonly name: string;
  readonly title?: string;
  readonly positives: number;
  readonly negatives: number;
  /** How far the fractures' probabilities lie above the others', 0 (random) to 0.6. */
  readonly lift: number;
}

const members = 5;

/** Strata of so many cases, with probabilities that tell fractures so well, and further lines of the strata file. */
function variant(name: string, groups: readonly Group[], more = ""): Variant {
  const random = new RandomStream(1, "variant", name);
  const manifest = ["case_id,patient_id,part,fracture,age,sex,reader_1,reader_2"];
  const withMembers = more.includes("ood:");
  const columns = withMembers ? Array.from({ length: members }, (_, m) => `member_${m + 1}`) : [];
  const predictions = [["case_id", "probability", ...columns].join(",")];
  groups.forEach(({ positives, negatives, lift }, part) => {
    for (let i = 0; i < positives + negatives; i++) {
      const label = i < positives ? 1 : 0;
      const id = `${part}-${i}`;
      const reader = (right: number) => (random.uniform() < right ? label : 1 - label);
      const age = Math.floor(18 + 70 * random.uniform());
      const sex = random.uniform() < 0.5 ? "F" : "M";
      manifest.push([`case${id}`, `patient${id}`, part, label, age, sex, reader(0.9), reader(0.75)].join(","));
      const base = 0.2 + 0.4 * random.uniform() + lift * label;
      const scores = Array.from(columns, () =>
        Math.min(0.999, Math.max(0.001, base + (0.05 + 0.2 * part) * (random.uniform() - 0.5))).toFixed(6),
      );
      predictions.push([`case${id}`, Math.min(0.999, base).toFixed(6), ...scores].join(","));
    }
  });
  const strata = groups.map((group, part) => `  - ${JSON.stringify({ ...rest(group), where: `part = ${part}` })}`);
  return {
    manifest: `${manifest.join("\n")}\n`,
    predictions: `${predictions.join("\n")}\n`,
    strata: `version: 1
name: ${name}
title: ${title(name)}
cohort:
  manifest: manifest.csv
  columns: {case: case_id, patient: patient_id, label: fracture, age: age, sex: sex}
strata:
${strata.join("\n")}
bootstrap: {iterations: 200, seed: 1}
${more}`,
  };
}

const rest = ({ name, title }: Group) => ({ name, ...(title === undefined ? {} : { title }) });
const title = (name: string) => `A report of ${name.replaceAll("-", " ")}`;
const easy: Group = { name: "general", title: "Consecutive cases", positives: 40, negatives: 40, lift: 0.5 };
const hard: Group = { name: "ct-confirmed", title: "Cases that needed CT", positives: 20, negatives: 30, lift: 0.15 };
const two = [easy, hard];

const accept = (least: number) => `accept:
  - {stratum: "*", metric: auroc, atLeast: ${least}}
  - {stratum: general, metric: specificity, atLeast: ${least}, judge: estimate}
`;

const longTitle =
  "Radiographs of the distal forearm taken through a plaster cast at the second visit, all sites and devices";

const everything = `${accept(0.8)}confounders: [age, sex]
cross: [[sex]]
bands: {age: [40, 65]}
readers:
  r1: {column: reader_1, name: Radiologist, inReferenceStandard: [general]}
  r2: {column: reader_2, name: General practitioner}
ood: {in: general, out: [ct-confirmed]}
`;

/** Every variant by the name of its golden file. */
export const variants: Readonly<Record<string, Variant>> = {
  "one-stratum": variant("one-stratum", [easy]),
  "two-strata": variant("two-strata", two),
  "twelve-strata": variant(
    "twelve-strata",
    Array.from({ length: 12 }, (_, i) => ({
      ...{ name: `site-${i + 1}`, positives: 12 + i, negatives: 16, lift: 0.55 - 0.04 * i },
    })),
  ),
  "one-class-strata": variant("one-class-strata", [
    easy,
    { name: "fractures-alone", positives: 15, negatives: 0, lift: 0.3 },
    { name: "no-fractures", positives: 0, negatives: 15, lift: 0 },
  ]),
  "three-cases": variant("three-cases", [easy, { name: "rare", positives: 2, negatives: 1, lift: 0.2 }]),
  "long-names": variant("long-names", [
    { ...easy, name: "cast-radiographs-of-the-second-visit.all-sites.all-devices.adult", title: longTitle },
    { ...hard, name: "Handgelenkspezialsprechstundenaufnahmenunterallenvoraussetzungen", title: longTitle },
  ]),
  "random-scores": variant("random-scores", two.map((group) => ({ ...group, lift: 0 }))),
  "gate-pass": variant("gate-pass", [easy, { ...hard, positives: 30, lift: 0.5 }], accept(0.6)),
  "gate-fail": variant("gate-fail", two, accept(0.99)),
  "gate-inconclusive": variant("gate-inconclusive", two, "accept:\n  - {stratum: ct-confirmed, metric: auroc, atLeast: 0.75}\n"),
  everything: {
    ...variant("everything", two, everything),
    before: variant("everything", [easy, { ...hard, lift: 0.35 }], everything).predictions,
  },
};
