import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { methodWords as text } from "../words/methods.js";
import { listed, type Topic } from "./methods.js";

/** How the analyses beyond the strata's figures were done, where they were. */
export function laterMethods(source: Source): Topic[] {
  const { results } = source;
  const { ood, referral, readers, comparison, robustness, landmarks, explanations, acceptance } = results;
  const calibrations = results.strata.flatMap(({ calibration }) => calibration ?? []);
  const models = results.confounders;
  return [
    {
      title: text.topics.calibration,
      sentences: [
        calibrations.length > 0 && text.calibration,
        calibrations.some(({ eceIfCalibrated }) => eceIfCalibrated) && text.eceIfCalibrated,
      ],
    },
    {
      title: text.topics.ood,
      sentences: [
        ood !== null &&
          (ood.members > 0 ? text.ood(figureAt(source, "/results/ood/members", "count")) : text.oodAlone),
        ood?.subsets &&
          ood.subsets.evaluated > 0 &&
          text.byMembers(figureAt(source, "/results/ood/subsets/evaluated", "count")),
      ],
    },
    {
      title: text.topics.referral,
      sentences: [referral !== undefined && referral.curves.length > 0 && text.referral],
    },
    {
      title: text.topics.confounders,
      sentences: [
        models.length > 0 &&
          text.logistic(listed(results.protocol.confounders.map((one) => nameOf(one, 40)))),
        models.some(({ method }) => method === "firth") && text.firth,
        models.some(({ errors }) => errors === "cluster-robust") && text.clusterRobust,
        models.some(({ addedValue }) => addedValue?.auroc) && text.optimism,
        results.strataInteraction?.status === "ok" && text.interaction,
      ],
    },
    {
      title: text.topics.readers,
      sentences: [
        readers.length > 0 && text.readers,
        readers.some(({ inReferenceStandard }) => inReferenceStandard) && text.readersInStandard,
      ],
    },
    {
      title: text.topics.comparison,
      sentences: [
        comparison !== null &&
          text.comparison(
            listed([...new Set(comparison.changes.map(({ test }) => test))].map((one) => nameOf(one))),
          ),
        comparison !== null && comparison.rules.length > 0 && text.rules,
      ],
    },
    {
      title: text.topics.robustness,
      sentences: [
        robustness && text.robustness(textAt(source, "/results/robustness/suite")),
        robustness?.corruptions.some(({ levels }) => levels.some(({ labelSafe }) => !labelSafe)) &&
          text.unsafe,
      ],
    },
    {
      title: text.topics.landmarks,
      sentences: [landmarks !== undefined && landmarks.length > 0 && text.landmarks],
    },
    { title: text.topics.explanations, sentences: [explanations && text.explanations] },
    {
      title: text.topics.criteria,
      sentences: [
        acceptance.length > 0 && text.criteria,
        acceptance.some(({ rule }) => rule.judge === "estimate") && text.criteriaOnEstimate,
      ],
    },
  ];
}
