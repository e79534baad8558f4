import { createHmac, randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import * as messages from "../messages/results.js";
import { UserError } from "../messages/userError.js";

/** Turns an identifier into what the results call it. */
export type Pseudonymise = (kind: "case" | "patient", identifier: string) => string;

/** Identifiers as they are, where the user wants that. */
export const plain: Pseudonymise = (_, identifier) => identifier;

/**
 * Pseudonyms by a keyed hash (HMAC-SHA-256, 64 bits of it): without the key nobody can find out whose
 * they are by trying identifiers.
 */
export function keyed(key: string): Pseudonymise {
  return (kind, identifier) => {
    const digest = createHmac("sha256", key).update(`${kind}\u0000${identifier}`).digest("hex");
    return `${kind === "case" ? "c" : "p"}-${digest.slice(0, 16)}`;
  };
}

/** The embedded cohort's identifiers are invented, so its key is no secret and its results are the same everywhere. */
export const inventedKey = "wrist-bench embedded cohort";

/** Where the key is kept unless the user says otherwise: the same key gives the same pseudonyms run after run. */
export const usualKeyFile = (): string =>
  join(process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "wrist-bench", "pseudonym.key");

/**
 * Reads the user's key, or makes one (256 random bits, readable by the user alone).
 * @param onCreated is told the path of a new key
 * @throws UserError where the file can't be used
 */
export async function readOrCreateKey(path: string, onCreated: (path: string) => void): Promise<string> {
  try {
    const key = (await readFile(path, "utf8")).trim();
    if (key.length < 16) throw new UserError(messages.keyTooShort(path));
    return key;
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw new UserError(messages.keyUnreadable(path, (error as Error).message));
  }
  const key = randomBytes(32).toString("hex");
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "wx", 0o600);
    await file.writeFile(`${key}\n`);
    await file.close();
  } catch (error) {
    // Another run made it in the meantime.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readOrCreateKey(path, onCreated);
    throw new UserError(messages.keyUnreadable(path, (error as Error).message));
  }
  onCreated(path);
  return key;
}
