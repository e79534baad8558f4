export const noBrowser =
  "no Chromium, Chrome or Edge found to print the PDF with; install one, or name its program in WRIST_BENCH_CHROMIUM, or open report.html in any browser and print it";

export const browserMissing = (path: string) =>
  `WRIST_BENCH_CHROMIUM is ${path}, which is no program that can be run; name a Chromium, Chrome or Edge, or unset it to have one looked for`;

export const printingFailed = (browser: string, detail: string) =>
  `${browser} didn't print the PDF: ${detail}; try another browser with WRIST_BENCH_CHROMIUM, or print report.html by hand`;

export const printingTooLong = (seconds: number) => `it took longer than ${seconds} s and was stopped`;
