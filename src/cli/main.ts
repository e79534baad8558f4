import yargs, { type Argv } from "yargs";
import { exitCodes } from "../gate/exitCode.js";
import { terminalText } from "../messages/terminalText.js";
import { UserError } from "../messages/userError.js";
import { didYouMean } from "../messages/yaml.js";
import { version } from "../version.js";
import { compareCommand } from "./compare.js";
import { corruptionsCommand } from "./corruptions.js";
import { historyCommand } from "./history.js";
import { lockCommand } from "./lock.js";
import { optionNames } from "./options.js";
import { phantomCommand } from "./phantom.js";
import { planCommand } from "./plan.js";
import { replayCommand } from "./replay.js";
import { reportCommand } from "./report.js";
import { runCommand } from "./run.js";
import { validateCommand } from "./validate.js";
import { verifyCommand } from "./verify.js";

/**
 * The command line: parses, calls, sets `process.exitCode`. Errors are one line on stderr; a defect's
 * stack trace shows with WRIST_BENCH_DEBUG=1.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const interruption = new AbortController();
  process.on("SIGINT", () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
  // A closed pipe (`wrist-bench run | head`) is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const context = { argv, signal: interruption.signal };
  const parser: Argv = yargs([...argv])
    .scriptName("wrist-bench")
    .usage("$0 <command>\n\nScores wrist-fracture classifiers stratum by stratum.")
    .command(runCommand(context))
    .command(compareCommand(context))
    .command(reportCommand())
    .command(historyCommand(context))
    .command(validateCommand(context))
    .command(lockCommand(context))
    .command(verifyCommand(context))
    .command(phantomCommand(context))
    .command(planCommand(context))
    .command(replayCommand())
    .command(corruptionsCommand())
    .demandCommand(1, "no command given")
    .strictCommands()
    .strictOptions()
    .version(version())
    .help()
    .locale("en")
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .parserConfiguration({ "duplicate-arguments-array": false })
    .exitProcess(false)
    .fail((message, error) => {
      throw usageError(message, error);
    });
  try {
    await parser.parseAsync();
  } catch (error) {
    process.exitCode = report(error, interruption.signal.aborted);
  }
}

/** What yargs found wrong, as one of our errors; anything else that was thrown stays as it is. */
function usageError(message: string | null, error: Error | undefined): Error {
  if (error && error.name !== "YError") return error;
  const text = (error?.message ?? message ?? "wrong usage").replace(/\s*\n\s*/g, " ");
  const unknown = /^Unknown (command|argument)s?: (.+)$/.exec(text);
  const known = unknown?.[1] === "command" ? commands : optionNames;
  const guess = !unknown
    ? ""
    : known.includes(unknown[2])
      ? " (an option of another command)"
      : didYouMean(unknown[2], known);
  return new UserError(`${text.charAt(0).toLowerCase()}${text.slice(1)}${guess}; see wrist-bench --help`);
}

const commands = [
  "run",
  "compare",
  "report",
  "history",
  "validate",
  "verify",
  "lock",
  "phantom",
  "plan",
  "replay",
  "corruptions",
];

function report(error: unknown, interrupted: boolean): number {
  if (interrupted) {
    process.stderr.write("interrupted\n");
    return exitCodes.interrupted;
  }
  const debug = process.env["WRIST_BENCH_DEBUG"] === "1";
  const { message, stack } = error as Error;
  const line = terminalText(String(message ?? error).replace(/\s*\n\s*/g, " "));
  if (error instanceof UserError) process.stderr.write(`error: ${line}\n`);
  else
    process.stderr.write(
      `error: ${line}; this is a defect of wrist-bench: run again with WRIST_BENCH_DEBUG=1 and report what it prints\n`,
    );
  if (debug && stack) process.stderr.write(`${stack}\n`);
  return exitCodes.badInput;
}
