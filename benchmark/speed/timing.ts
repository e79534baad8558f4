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
