/** Wall times of repeated runs, s. */
export interface Timing {
  median: number;
  least: number;
}

/**
 * Times a task warm: unmeasured runs first, then measured ones.
 * @param repetitions measured runs
 * @param warmups unmeasured runs
 */
export async function time(task: () => unknown, repetitions: number, warmups: number): Promise<Timing> {
  for (let i = 0; i < warmups; i++) await task();
  const seconds: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const start = process.hrtime.bigint();
    await task();
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  seconds.sort((a, b) => a - b);
  return { median: seconds[seconds.length >> 1], least: seconds[0] };
}

/**
 * Times tasks that are compared: one run of each after the other, again and again, so that a busy machine
 * slows all of them alike. One unmeasured run of each comes first.
 */
export async function inTurns(
  tasks: readonly (() => Promise<unknown>)[],
  repetitions: number,
): Promise<Timing[]> {
  const seconds: number[][] = tasks.map(() => []);
  for (let i = -1; i < repetitions; i++)
    for (const [t, task] of tasks.entries()) {
      const start = process.hrtime.bigint();
      await task();
      if (i >= 0) seconds[t].push(Number(process.hrtime.bigint() - start) / 1e9);
    }
  return seconds.map((own) => {
    own.sort((a, b) => a - b);
    return { median: own[own.length >> 1], least: own[0] };
  });
}
