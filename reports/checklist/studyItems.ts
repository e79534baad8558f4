import { joined } from "../prose.js";
import { caseFlow } from "../sections/caseFlow.js";
import { figureAt, textAt } from "../source.js";
import { checklistWords as text } from "../words/checklist.js";
import {
  declared,
  type EvidenceItem,
  has,
  inWords,
  met,
  namesOf,
  notAssessable,
  notSupplied,
  supplied,
} from "./finding.js";

const withoutStandard = (source: Parameters<typeof declared>[0]) => {
  const names = declared(source).filter(({ referenceStandard }) => referenceStandard === undefined);
  return names.length === 0 ? undefined : text.standardOf(namesOf(names));
};

/** Device, protocol, cases and reference standard. */
export const studyItems: readonly EvidenceItem[] = [
  {
    name: "device",
    sections: ["cohort"],
    find: (source) => inWords(source, ["device", "intendedUse", "inputs", "outputs", "limitations"]),
  },
  {
    name: "identity",
    sections: ["provenance"],
    find: ({ file }) => {
      const { tool } = file.execution;
      if (tool === undefined) return notSupplied(text.older);
      const missing = [
        ...(tool.commit === null ? [text.identity.commit] : []),
        ...(tool.lockfileSha256 === null ? [text.identity.lockfile] : []),
      ];
      return missing.length === 0 ? met(text.identity.met) : notSupplied(text.missing(joined(missing, ", ")));
    },
  },
  {
    name: "protocol",
    sections: ["pre-registration", "provenance"],
    find: (source) => {
      const { lock } = source.results.protocol;
      if (lock === undefined) return notSupplied(text.older);
      if (lock.state === "changed") return notSupplied(text.protocol.changed);
      if (lock.state === "absent") return notSupplied(text.protocol.absent);
      return met(text.protocol.met(textAt(source, "/results/protocol/lock/file")));
    },
  },
  {
    name: "flow",
    sections: ["cohort"],
    find: (source) => {
      const flow = caseFlow(source);
      if (flow === undefined) return notSupplied(text.flow.none);
      if (!flow.complete) return notSupplied(text.flow.open);
      const silent = source.results.cohort.flow.some(
        ({ step, cases, reason }) => step === "excluded" && cases > 0 && reason === undefined,
      );
      return silent ? notSupplied(text.flow.reason) : met(text.flow.met);
    },
  },
  {
    name: "eligibility",
    sections: ["cohort"],
    find: (source) => inWords(source, ["eligibility", "setting", "dates", "sampling"]),
  },
  {
    name: "standard",
    sections: ["cohort"],
    find: (source) =>
      inWords(source, ["referenceReaders", "blinding", "adjudication"], [withoutStandard(source)]),
  },
  {
    name: "words",
    sections: ["cohort", "methods"],
    find: (source) => inWords(source, ["partialVerification"], [withoutStandard(source)]),
  },
  {
    name: "operatingPoint",
    sections: ["operating-point"],
    find: (source) =>
      source.results.operatingPoint === undefined
        ? inWords(source, ["operatingPoint"])
        : met(text.operatingPoint.met(figureAt(source, "/results/operatingPoint/cases", "count"))),
  },
  {
    name: "indeterminate",
    sections: ["cohort"],
    find: (source) => {
      const left = source.results.cohort.flow.flatMap(({ step, cases }, index) =>
        step === "unreadable" && cases > 0
          ? [[figureAt(source, `/results/cohort/flow/${index}/cases`, "count")]]
          : [],
      );
      if (left.length > 0 && (source.results.missingResults?.strata.length ?? 0) > 0)
        return met(text.indeterminate.counted(joined(left, " + ")));
      return left.length === 0
        ? met(text.indeterminate.met)
        : notSupplied(text.indeterminate.open(joined(left, " + ")));
    },
  },
];

/** Whether these cases are apart from each other and from those that the model has learned from. */
export const independenceItem: EvidenceItem = {
  name: "independence",
  sections: ["cohort"],
  find: (source) => {
    if (source.results.cohort.patients === null) return notAssessable(text.independence.noPatients);
    const patients = figureAt(source, "/results/cohort/patientsInSeveralStrata", "count");
    const checked = source.results.cohort.independence;
    if (checked?.duplicateFiles.status === "checked" && checked.training !== null) {
      const overlaps = checked.training.overlap.flatMap((one) =>
        one.status === "checked" ? [one.cases] : [],
      );
      const found = checked.duplicateFiles.groups > 0 || overlaps.some((cases) => cases > 0);
      if (found) return notSupplied(text.independence.found);
      if (overlaps.length > 0) return met(text.independence.met(patients));
    }
    return has(source, "independence")
      ? supplied(text.independence.supplied(patients))
      : notSupplied(text.independence.open(patients));
  },
};
