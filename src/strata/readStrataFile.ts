import * as messages from "../messages/strata.js";
import * as uncertaintyMessages from "../messages/uncertainty.js";
import { UserError } from "../messages/userError.js";
import { readYaml, type ValidatedYaml, type YamlPath } from "../yaml/readYaml.js";
import { readerName, type StrataFile, schemaFor } from "./schema.js";

/** Column and stratum names that results.json and cases.csv use for something else. */
const reserved =
  /^(merged|rest|case|patient|label|probability|probability_.*|(tempered_)?member_\d+|reader_.*|age|sex)$/i;

/**
 * Reads and validates a strata file: shape, names, and that every stratum named is declared.
 * Predicates and columns are checked against the manifest later, when the cohort is built.
 * @throws UserError with file, line and column
 */
export async function readStrataFile(path: string): Promise<ValidatedYaml<StrataFile>> {
  const yaml = await readYaml(path, schemaFor, "strata file");
  const { value } = yaml;
  const names = value.strata.map((stratum) => stratum.name);
  const seen = new Set<string>();
  names.forEach((name, i) => {
    const at: YamlPath = ["strata", i, "name"];
    if (reserved.test(name)) throw new UserError(messages.reservedStratum(yaml.place(at), name));
    if (seen.has(name.toLowerCase())) throw new UserError(messages.duplicateStratum(yaml.place(at), name));
    seen.add(name.toLowerCase());
  });
  const declared = (name: string, at: YamlPath, also: readonly string[] = []) => {
    if (!names.includes(name) && !also.includes(name))
      throw new UserError(messages.unknownStratum(yaml.place(at), at.join("."), name, [...names, ...also]));
  };
  if (value.reference !== undefined) declared(value.reference, ["reference"], ["rest"]);
  for (const name of Object.keys(value.referenceStandard)) declared(name, ["referenceStandard", name]);
  for (const name of Object.keys(value.compareWith?.strata ?? {}))
    declared(name, ["compareWith", "strata", name]);
  value.accept.forEach((c, i) => {
    declared(c.stratum, ["accept", i, "stratum"], ["*", "merged"]);
  });
  value.regression.forEach((r, i) => {
    declared(r.stratum, ["regression", i, "stratum"], ["*", "merged"]);
  });
  if (value.ood) {
    declared(value.ood.in, ["ood", "in"]);
    value.ood.out.forEach((name, i) => {
      declared(name, ["ood", "out", i]);
      if (name === value.ood!.in || value.ood!.out.indexOf(name) < i)
        throw new UserError(uncertaintyMessages.oodSame(yaml.place(["ood", "out", i]), name));
    });
  }
  checkReaders(yaml, declared);
  return yaml;
}

/** Readers go by name in the results, beside the model and the truth. */
function checkReaders(yaml: ValidatedYaml<StrataFile>, declared: (name: string, at: YamlPath) => void): void {
  const seen = new Set(["model", "truth"]);
  for (const [key, reader] of Object.entries(yaml.value.readers)) {
    const name = readerName(key, reader);
    const at: YamlPath = reader.name === undefined ? ["readers", key] : ["readers", key, "name"];
    if (seen.has(name.toLowerCase())) throw new UserError(messages.readerName(yaml.place(at), name));
    seen.add(name.toLowerCase());
    if (Array.isArray(reader.inReferenceStandard))
      reader.inReferenceStandard.forEach((stratum, i) => {
        declared(stratum, ["readers", key, "inReferenceStandard", i]);
      });
  }
}
