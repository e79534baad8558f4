import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { UserError } from "../messages/userError.js";
import * as messages from "../messages/yaml.js";

/** Where a value stands in the document: keys and indices from the root. */
export type YamlPath = readonly (string | number)[];

export interface ValidatedYaml<T> {
  readonly value: T;
  readonly path: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly sha256: string;
  /** File, line and column of the value at a path, or of its nearest ancestor that is there. */
  place(at: YamlPath): messages.Place;
}

/**
 * Reads a YAML file and validates it. Aliases are limited, keys unique.
 * @param schema or which one a file of this content has to fit
 * @param what names the file in errors, for example "strata file"
 * @throws UserError with file, line and column: not YAML, an unknown key, a value that doesn't fit
 */
export async function readYaml<S extends z.ZodType>(
  path: string,
  schema: S | ((data: unknown) => S),
  what: string,
): Promise<ValidatedYaml<z.output<S>>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? messages.fileMissing(what, path)
        : messages.fileUnreadable(what, path, error.code === "EISDIR" ? "it is a folder" : error.message),
    );
  });
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString("utf8"), { lineCounter: lines, prettyErrors: false });
  const place = (at: YamlPath): messages.Place => {
    for (let length = at.length; length >= 0; length--) {
      const node = document.getIn(at.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { file: path, line, column: col };
      }
    }
    return { file: path };
  };
  const fault = document.errors[0];
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new UserError(
      messages.notYaml({ file: path, line, column: col }, fault.message.split("\n")[0] as string),
    );
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(messages.notYaml({ file: path }, (error as Error).message));
  }
  if (data === null || data === undefined) throw new UserError(messages.emptyYaml({ file: path }));
  const fitting = typeof schema === "function" ? schema(data) : schema;
  const parsed = fitting.safeParse(data);
  if (!parsed.success) throw new UserError(describe(mostTelling(parsed.error.issues), place, fitting));
  return { value: parsed.data, path, sha256: createHash("sha256").update(bytes).digest("hex"), place };
}

/** A key that is unknown explains one that is missing; of a failed union the branch that came furthest says most. */
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const issue = (issues.find((one) => one.code === "unrecognized_keys") ?? issues[0]) as z.core.$ZodIssue;
  if (issue.code !== "invalid_union") return issue;
  let best: z.core.$ZodIssue | undefined;
  for (const branch of issue.errors) {
    const inner = mostTelling(branch);
    if (inner && (inner.path.length > 0 || inner.code === "unrecognized_keys")) {
      const candidate = { ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue;
      if (!best || candidate.path.length > best.path.length) best = candidate;
    }
  }
  return best ?? issue;
}

function describe(
  issue: z.core.$ZodIssue,
  place: (at: YamlPath) => messages.Place,
  schema: z.ZodType,
): string {
  const path = issue.path as (string | number)[];
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] as string;
    return messages.unknownKey(place([...path, key]), key, path.join("."), keysAt(schema, path));
  }
  const detail =
    issue.code === "invalid_type" && issue.input === undefined && /received undefined/.test(issue.message)
      ? `is missing (${issue.message.replace(/^Invalid input: /, "").replace(", received undefined", "")})`
      : issue.message.replace(/^Invalid input: /, "").replace(/^Invalid option: /, "");
  return messages.invalidValue(place(path), path.join("."), detail);
}

/** The keys that the schema knows at a path; empty where it isn't an object. */
function keysAt(schema: z.ZodType, path: YamlPath): string[] {
  let here = unwrap(schema);
  for (const step of path) {
    const definition = here.def as {
      type: string;
      shape?: Record<string, z.ZodType>;
      element?: z.ZodType;
      valueType?: z.ZodType;
      options?: z.ZodType[];
    };
    let next: z.ZodType | undefined;
    if (definition.type === "object") next = definition.shape?.[String(step)];
    else if (definition.type === "array") next = definition.element;
    else if (definition.type === "record") next = definition.valueType;
    if (!next) return [];
    here = unwrap(next);
  }
  const shapes =
    here.def.type === "union" ? (here.def as unknown as { options: z.ZodType[] }).options : [here];
  return shapes.flatMap((one) => Object.keys((unwrap(one).def as { shape?: object }).shape ?? {}));
}

function unwrap(schema: z.ZodType): z.ZodType {
  let here = schema;
  for (;;) {
    const inner = (here.def as { innerType?: z.ZodType }).innerType;
    if (!inner) return here;
    here = inner;
  }
}
