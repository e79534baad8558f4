import { didYouMean } from "./yaml.js";

export const noSuchCorruption = (name: string, known: readonly string[]) =>
  `no corruption "${name}"${didYouMean(name, known)}; known: ${known.join(", ")}`;

export const sheetNotPng = (path: string) =>
  `--sheet ${path}: the contact sheet is a PNG; name a file that ends in .png`;

export const sheetNotWritable = (path: string, detail: string) =>
  `--sheet ${path}: can't be written (${detail}); name a file in a folder that is there and writable`;

export const imageWithoutSheet =
  "--image is given without --sheet; name the contact sheet's file with --sheet";

export const jsonWithSheet = "--json and --sheet are given together; ask for one of them";
