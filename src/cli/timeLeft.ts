/** Of the last so many milliseconds is the speed: what an earlier run had kept goes faster than the rest. */
const remembered = 30_000;
/** No guess from less. */
const least = 5_000;

/** Guesses when a long piece of work will be done. */
export class TimeLeft {
  private what = "";
  private seen: { readonly at: number; readonly done: number }[] = [];

  /**
   * @param now in milliseconds
   * @returns `, about 3 min left`, or nothing where it can't be told or is not worth telling
   */
  after(what: string, done: number, total: number, now: number): string {
    if (what !== this.what) this.seen = [];
    this.what = what;
    const last = this.seen.at(-1);
    if (last === undefined || now - last.at >= 1000) this.seen.push({ at: now, done });
    while (this.seen.length > 2 && now - this.seen[1].at > remembered) this.seen.shift();
    const [first] = this.seen;
    if (done >= total || done <= first.done || now - first.at < least) return "";
    const seconds = (((total - done) / (done - first.done)) * (now - first.at)) / 1000;
    return `, about ${inWords(seconds)} left`;
  }
}

function inWords(seconds: number): string {
  if (seconds < 55) return `${Math.max(5, 5 * Math.round(seconds / 5))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(seconds / 3600).toFixed(1)} h`;
}
