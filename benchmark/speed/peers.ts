import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchmarkCases } from "./bootstrapCases.js";

/** A program that does part of the same work. */
export interface Peer {
  name: string;
  command: string;
  script: string;
  arguments: (script: string, data: string, iterations: number) => string[];
}

/** Stratified resampling in a loop around scikit-learn's roc_auc_score, as papers' scripts do it. */
const SCIKIT_LEARN: Peer = {
  name: "scikit-learn loop, AUROC alone",
  command: "/usr/bin/python3",
  script: `
import sys, time, numpy as np
from sklearn.metrics import roc_auc_score
y, s = np.loadtxt(sys.argv[1], delimiter=",", unpack=True)
pos, neg = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
rng = np.random.default_rng(1)
start = time.perf_counter()
for _ in range(int(sys.argv[2])):
    i = np.concatenate([rng.choice(pos, len(pos)), rng.choice(neg, len(neg))])
    roc_auc_score(y[i], s[i])
print(time.perf_counter() - start)
`,
  arguments: (script, data, iterations) => [script, data, String(iterations)],
};

const PROC: Peer = {
  name: "pROC ci.auc bootstrap, AUROC alone",
  command: "Rscript",
  script: `
suppressMessages(library(pROC))
a <- commandArgs(TRUE); d <- read.csv(a[1], header = FALSE)
r <- roc(d[[1]], d[[2]], levels = c(0, 1), direction = "<", quiet = TRUE)
t <- system.time(ci.auc(r, method = "bootstrap", boot.n = as.integer(a[2]), boot.stratified = TRUE, progress = "none"))
cat(t[["elapsed"]])
`,
  arguments: (script, data, iterations) => [script, data, String(iterations)],
};

export const PEERS: readonly Peer[] = [SCIKIT_LEARN, PROC];

/**
 * Seconds that a peer needs for some resamples, start-up not counted; null when it isn't installed.
 */
export async function peerSeconds(
  peer: Peer,
  cases: BenchmarkCases,
  iterations: number,
): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), "wrist-bench-speed-"));
  try {
    const script = join(folder, "peer");
    const data = join(folder, "cases.csv");
    await writeFile(script, peer.script);
    await writeFile(data, Array.from(cases.labels, (label, i) => `${label},${cases.scores[i]}`).join("\n"));
    const { stdout } = await promisify(execFile)(peer.command, peer.arguments(script, data, iterations));
    const seconds = Number.parseFloat(stdout);
    return Number.isFinite(seconds) ? seconds : null;
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
