import type { Section } from "../document.js";
import type { Source } from "../source.js";
import { calibrationWords } from "../words/calibration.js";
import { comparisonWords } from "../words/comparison.js";
import { confounderWords } from "../words/confounders.js";
import { readerWords } from "../words/readers.js";
import { robustnessWords } from "../words/robustness.js";
import { sectionWords } from "../words/sections.js";
import { uncertaintyWords } from "../words/uncertainty.js";
import { calibrationSection } from "./calibration.js";
import { checklistSection } from "./checklist.js";
import { cohortSection } from "./cohort.js";
import { comparisonSection } from "./comparison.js";
import { confoundersSection } from "./confounders.js";
import { curvesSection } from "./curves.js";
import { decisionSection } from "./decision.js";
import { diagnosticValueSection } from "./diagnosticValue.js";
import { failuresSection } from "./failures.js";
import { figuresSection } from "./figures.js";
import { forestBlocks, forestLead } from "./forest.js";
import { gapsSection } from "./gaps.js";
import { landmarkSections } from "./landmarks.js";
import { mergedPairsSection } from "./mergedPairs.js";
import { methodsSection } from "./methods.js";
import { neededCasesSection } from "./neededCases.js";
import { operatingPointSection } from "./operatingPoint.js";
import { outOfDistributionSections } from "./outOfDistribution.js";
import { preRegistrationSection } from "./preRegistration.js";
import { provenanceSection } from "./provenance.js";
import { readersSection } from "./readers.js";
import { referralSections } from "./referral.js";
import { robustnessSection } from "./robustness.js";
import { samePrevalenceSection } from "./samePrevalence.js";
import { studySections } from "./study.js";
import { subgroupsSection } from "./subgroups.js";
import { viewsPart } from "./views.js";
import { withoutData } from "./withoutData.js";

/**
 * The report after its verdict, in the order it is read: what decided the verdict, which is part of it, then
 * always the same sections.
 */
export function reportSections(source: Source): Section[] {
  const { titles, why } = sectionWords;
  const sections: Section[] = [
    decisionSection(source),
    withParts(figuresSection(source), [
      viewsPart(source),
      neededCasesSection(source),
      ...landmarkSections(source),
    ]),
    {
      id: "hidden-stratification",
      title: titles.hidden,
      lead: forestLead(source),
      blocks: forestBlocks(source),
      parts: present([gapsSection(source), mergedPairsSection(source), subgroupsSection(source)]),
    },
    withParts(curvesSection(source), studySections(source)),
    withParts(operatingPointSection(source), [diagnosticValueSection(source), samePrevalenceSection(source)]),
    calibrationSection(source) ?? withoutData("calibration", calibrationWords.title, why.notComputed),
    outOfDistributionSections(source)[0] ??
      withoutData("out-of-distribution", uncertaintyWords.title, why.ood),
    referralSections(source)[0] ?? withoutData("referral", uncertaintyWords.referralTitle, why.referral),
    confoundersSection(source) ?? withoutData("confounders", confounderWords.title, whyNoConfounders(source)),
    readersSection(source) ?? withoutData("readers", readerWords.title, why.readers),
    comparisonSection(source) ?? withoutData("comparison", comparisonWords.title, why.comparison),
    robustnessSection(source) ?? withoutData("robustness", robustnessWords.title, whyNoRobustness(source)),
    failuresSection(source),
    cohortSection(source),
    methodsSection(source),
    withParts(provenanceSection(source), [preRegistrationSection(source)]),
  ];
  // After the cohort; its items link to the others.
  const after = sections.findIndex(({ id }) => id === "cohort") + 1;
  return sections.toSpliced(after, 0, checklistSection(source, sections));
}

function whyNoRobustness({ results }: Source) {
  return results.model.format === "predictions" ? robustnessWords.noModel : robustnessWords.notAsked;
}

function whyNoConfounders({ results }: Source) {
  const { why } = sectionWords;
  return results.protocol.confounders.length > 0 ? why.notComputed : why.confounders;
}

function withParts(section: Section, parts: readonly (Section | undefined)[]): Section {
  return { ...section, parts: [...(section.parts ?? []), ...present(parts)] };
}

function present(sections: readonly (Section | undefined)[]): Section[] {
  return sections.filter((section) => section !== undefined);
}
