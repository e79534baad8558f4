import { didYouMean, type Place, place } from "./yaml.js";

export const unknownStratum = (at: Place, path: string, name: string, known: readonly string[]) =>
  `${place(at)}: ${path} names the stratum "${name}", which isn't declared${didYouMean(name, known)}; declared: ${known.join(", ")}`;

export const duplicateStratum = (at: Place, name: string) =>
  `${place(at)}: two strata are called "${name}"; give each its own name`;

export const reservedStratum = (at: Place, name: string) =>
  `${place(at)}: a stratum can't be called "${name}", a name the results use themselves; choose another`;

export const readerName = (at: Place, name: string) =>
  `${place(at)}: a reader can't be called "${name}": ${/^(model|truth)$/i.test(name) ? "the results use that name themselves" : "another one is"}; give each reader a name of its own`;

export const unknownThresholdUnit = (at: Place, name: string, known: readonly string[]) =>
  `${place(at)}: threshold names "${name}"${didYouMean(name, known)}; it can name ${known.join(", ")}`;

export const unknownComparedView = (at: Place, name: string, known: readonly string[]) =>
  `${place(at)}: compareWith.views names the view "${name}", which the manifest doesn't have${didYouMean(name, known)}; it has: ${known.join(", ")}`;
