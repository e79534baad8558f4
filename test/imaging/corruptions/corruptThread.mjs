import { pathToFileURL } from "node:url";

/** Corrupts in a thread, with the build's module. */
export default async function ({ filename, image, name, severity, key }) {
  const { corrupt } = await import(filename.startsWith("file:") ? filename : pathToFileURL(filename).href);
  return corrupt(image, name, severity, key);
}
