import { terminalText } from "../messages/terminalText.js";
import type { Progress } from "../run/progress.js";
import { TimeLeft } from "./timeLeft.js";

/** Without a terminal: seconds between two lines. */
const quietInterval = 10_000;
const terminalInterval = 100;
const barWidth = 28;

/** Progress on stderr: a bar on a terminal, a line now and then otherwise. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress & { end(): void } {
  const terminal = stream.isTTY === true;
  let last = 0;
  let open = false;
  const timeLeft = new TimeLeft();
  const clear = () => {
    if (open) stream.write("\r\u001b[2K");
    open = false;
  };
  return {
    update(what, done, total) {
      const now = Date.now();
      const left = timeLeft.after(what, done, total, now);
      if (done < total && now - last < (terminal ? terminalInterval : quietInterval)) return;
      last = now;
      const share = total === 0 ? 1 : done / total;
      if (!terminal) {
        stream.write(`${what}: ${done} of ${total}${left}\n`);
        return;
      }
      const filled = Math.round(share * barWidth);
      clear();
      stream.write(
        `${what} ${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${done} of ${total}${left}`,
      );
      open = true;
      if (done === total) {
        stream.write("\n");
        open = false;
      }
    },
    note(line) {
      clear();
      stream.write(`${terminalText(line)}\n`);
    },
    end: clear,
  };
}
