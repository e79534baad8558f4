import { chooseExplainer, explainImages } from "../../runners/explainImages.js";
import type { NormalisedImage } from "../../runners/imageModel.js";
import type { Provider } from "../../runners/onnx/session.js";
import { openModel } from "../../runners/openModel.js";
import type { Scores } from "../../runners/scores.js";
import { chooseCases } from "../analysis/explainedCases.js";
import { localisation, type Peak, within } from "../analysis/localisation.js";
import type { Cohort } from "../cohort/cohort.js";
import { type HeatMap, peakOf } from "../imaging/heatMap.js";
import type { PixelSpacing } from "../imaging/image.js";
import { scaleBar } from "../imaging/pictures/heatPicture.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import type { ExplainedCase, ExplainedImage, Explanations } from "../results/schema/explanations.js";
import { type DrawnPicture, drawPicture, PictureNames } from "./drawPicture.js";
import { embedded as embeddedPictures, localisedSets, triedCases } from "./explainPlan.js";
import type { Progress } from "./progress.js";

export interface ExplainOptions {
  /** The model's path or address, as it was scored. */
  readonly model: string;
  readonly ensemble: string | undefined;
  readonly cohort: Cohort;
  readonly scores: Scores;
  /** The case's threshold, by stratum and for `merged`, in their order. */
  readonly thresholds: readonly { readonly name: string; readonly threshold: number }[];
  /** Cases of either kind, a stratum. */
  readonly count: number;
  readonly unit: "patient" | "case";
  readonly level: number;
  readonly seed: number;
  readonly pseudonymise: Pseudonymise;
  readonly provider: Provider;
  readonly threads: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** A picture's file, relative to results.json, and its bytes. */
export interface PictureFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Pictures of the cases that a model gets most wrong and most right in every stratum, and whether its heat
 * maps peak at the true fracture, over all true positives.
 * @throws UserError: an image that can't be read any more, a network that fails
 */
export async function explain(
  options: ExplainOptions,
): Promise<{ readonly explanations: Explanations; readonly pictures: PictureFile[] }> {
  const { cohort, scores, thresholds, count, pseudonymise } = options;
  const chosen = cohort.strata.map((_, s) =>
    chooseCases(cohort, scores.cases, s, thresholds[s].threshold, count),
  );
  const shown = new Set(chosen.flatMap(({ mostWrong, mostRight }) => [...mostWrong, ...mostRight]));
  const model = await openModel(options.model, options);
  try {
    const { explainer, reason } = await chooseExplainer(model);
    const sets = localisedSets(cohort, scores, thresholds);
    const few = explainer.method === "occlusion";
    const tried = triedCases(cohort, sets, few, options.seed);
    const jobs = [...new Set([...shown, ...tried])]
      .sort((a, b) => a - b)
      .flatMap((caseIndex) =>
        cohort.cases[caseIndex].images.flatMap((image, i) =>
          shown.has(caseIndex) || image.fracture ? [{ caseIndex, image: i }] : [],
        ),
      );
    const names = new PictureNames();
    const peaks: Peak[] = [];
    const drawn = new Map<string, DrawnPicture>();
    try {
      await explainImages(
        jobs.map(({ caseIndex, image }) => {
          const { path, view, spacing } = cohort.cases[caseIndex].images[image];
          return { path: path!, view, spacing };
        }),
        model,
        explainer,
        options,
        async (job, heat, image) => {
          const { caseIndex, image: i } = jobs[job];
          const facts = factsOf(cohort, caseIndex, i, heat, image);
          if (tried.has(caseIndex) && facts.fracture && (facts.peak === null || facts.distance !== null))
            peaks.push({ caseIndex, image: i, ...facts });
          if (shown.has(caseIndex)) {
            const file = names.next(pseudonymise("case", cohort.cases[caseIndex].id));
            drawn.set(`${caseIndex} ${i}`, await drawPicture(file, { ...image, ...facts, heat, within }));
          }
          options.progress.update("Explaining", job + 1, jobs.length);
        },
      );
    } finally {
      await explainer.close();
    }
    const embedded = embeddedPictures(chosen, cohort, drawn);
    const caseOf = (kind: ExplainedCase["kind"]) => (index: number) => ({
      kind,
      case: pseudonymise("case", cohort.cases[index].id),
      label: cohort.cases[index].label,
      probability: scores.cases[index],
      images: cohort.cases[index].images.map(({ view }, i): ExplainedImage => {
        const key = `${index} ${i}`;
        const { file, sha256, small, ...rest } = drawn.get(key)!;
        return {
          view,
          picture: { file: file.file, sha256 },
          embedded: embedded.has(key) ? small : null,
          ...rest,
        };
      }),
    });
    return {
      explanations: {
        requested: count,
        method: explainer.method,
        how: explainer.how,
        ...(reason === null ? {} : { reason }),
        nodes: [...explainer.nodes],
        strata: chosen.map(({ wrong, right, mostWrong, mostRight }, s) => ({
          stratum: cohort.strata[s],
          threshold: thresholds[s].threshold,
          wrong,
          right,
          cases: [...mostWrong.map(caseOf("most-wrong")), ...mostRight.map(caseOf("most-right"))],
        })),
        within,
        scaleBar,
        localisation: hasFractures(cohort)
          ? localisation(cohort, sets, peaks, options.unit, options.level)
          : [],
        notEmbedded: drawn.size - embedded.size,
      },
      pictures: [...drawn.values()].map(({ file }) => file),
    };
  } finally {
    await model.close();
  }
}

const hasFractures = (cohort: Cohort): boolean =>
  cohort.cases.some((one) => one.images.some((image) => image.fracture));

/** Peak, true fracture and the distance between them. */
function factsOf(cohort: Cohort, caseIndex: number, i: number, heat: HeatMap, image: NormalisedImage) {
  const declared = cohort.cases[caseIndex].images[i];
  const spacing: PixelSpacing | null =
    image.spacing ?? (declared.spacing === null ? null : { row: declared.spacing, column: declared.spacing });
  const peak = peakOf(heat, image);
  const fracture = declared.fracture ? { x: declared.fracture[0], y: declared.fracture[1] } : null;
  const distanceTo = ({ x, y }: { x: number; y: number }): number | null =>
    fracture && spacing
      ? Math.hypot((x - fracture.x) * spacing.column, (y - fracture.y) * spacing.row)
      : null;
  const { frame } = heat;
  const relative = peak && {
    x: (peak.x + 0.5 - frame.x) / frame.width,
    y: (peak.y + 0.5 - frame.y) / frame.height,
  };
  return {
    ...{ spacing, peak, fracture, relative },
    distance: peak && distanceTo(peak),
    distanceOf: ({ x, y }: { x: number; y: number }) =>
      distanceTo({ x: frame.x + x * frame.width - 0.5, y: frame.y + y * frame.height - 0.5 }) ??
      Number.POSITIVE_INFINITY,
  };
}
