import type { Block, Section } from "../document.js";
import type { Source } from "../source.js";
import { criteriaTable } from "../tables/criteriaTable.js";
import { viewTable } from "../tables/viewTable.js";
import { words } from "../words.js";
import { calibrationSection } from "./calibration.js";
import { notShownSection, readingSection, warningsSection } from "./closing.js";
import { cohortSection } from "./cohort.js";
import { comparisonSection } from "./comparison.js";
import { confoundersSection } from "./confounders.js";
import { curvesSection } from "./curves.js";
import { explanationsSection } from "./explanations.js";
import { figuresSection } from "./figures.js";
import { gapsSection } from "./gaps.js";
import { landmarkSections } from "./landmarks.js";
import { mergedPairsSection } from "./mergedPairs.js";
import { neededCasesSection } from "./neededCases.js";
import { operatingPointSection } from "./operatingPoint.js";
import { outOfDistributionSections } from "./outOfDistribution.js";
import { provenanceSection } from "./provenance.js";
import { readersSection } from "./readers.js";
import { referralSections } from "./referral.js";
import { robustnessSection } from "./robustness.js";
import { samePrevalenceSection } from "./samePrevalence.js";
import { studySections } from "./study.js";
import { subgroupsSection } from "./subgroups.js";

/** The report after its verdict, in the order it is read. */
export function reportSections(source: Source): Section[] {
  return [
    figuresSection(source),
    gapsSection(source),
    ...present(mergedPairsSection(source)),
    ...present(samePrevalenceSection(source)),
    ...present(subgroupsSection(source)),
    ...present(neededCasesSection(source)),
    curvesSection(source),
    operatingPointSection(source),
    viewsSection(source),
    criteriaSection(source),
    ...present(comparisonSection(source)),
    ...present(calibrationSection(source)),
    ...outOfDistributionSections(source),
    ...referralSections(source),
    ...present(robustnessSection(source)),
    ...present(confoundersSection(source)),
    ...present(readersSection(source)),
    ...studySections(source),
    ...landmarkSections(source),
    ...present(explanationsSection(source)),
    cohortSection(source),
    warningsSection(source),
    notShownSection(source),
    readingSection(source),
    provenanceSection(source),
  ];
}

function present(section: Section | undefined): Section[] {
  return section === undefined ? [] : [section];
}

function viewsSection(source: Source): Section {
  const table = viewTable(source);
  const blocks: Block[] = table === undefined ? [] : [{ kind: "table", table }];
  return {
    id: "views",
    title: words.sections.views,
    lead: [table ? words.views.lead : words.views.none],
    blocks,
  };
}

function criteriaSection(source: Source): Section {
  const declared = source.results.acceptance.length > 0;
  return {
    id: "criteria",
    title: words.sections.criteria,
    lead: [declared ? words.criteria.lead : words.criteria.none],
    blocks: declared ? [{ kind: "table", table: criteriaTable(source) }] : [],
  };
}
