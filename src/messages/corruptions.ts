import { didYouMean } from "./yaml.js";

export const noSuchCorruption = (name: string, known: readonly string[]) =>
  `no corruption "${name}"${didYouMean(name, known)}; known: ${known.join(", ")}`;
