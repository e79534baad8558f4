import { shown } from "./foreignText.js";

/** How a figure may be printed. */
export const formats = [
  "metric",
  "hundredths",
  "significant",
  "ratio",
  "difference",
  "p",
  "count",
  "threshold",
  "percent",
  "integer",
  "age",
  "duration",
  "millimetres",
  "text",
] as const;

/** How a figure is printed. The one place where numbers become text. */
export type Format = (typeof formats)[number];

/** Characters of a text that are printed where it is to be had whole. */
const longestText = 1000;

const minus = "−";

/**
 * A value of results.json as the report prints it.
 *
 * metric, threshold: three decimals. hundredths: two, of what a study printed so. difference: three decimals with its sign. p: three decimals,
 * `<0.001` below and `>0.999` above. count: whole, thousands set off by commas. integer: whole, as
 * it is (a seed). percent: a fraction as whole or one-decimal per cent. age: at most one decimal.
 * significant: three significant digits (a variance). ratio: three significant digits, with a power of ten
 * from 10,000 up and below 0.001 (an odds ratio). duration: milliseconds as seconds. millimetres: at most one
 * decimal. text: safe to show, and cut where it is very long.
 * @throws RangeError where a number is wanted and the value is none: an undefined figure has a reason
 *   to print instead, and must not get here
 */
export function formatted(value: unknown, format: Format): string {
  if (format === "text") return shown(String(value), longestText);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new RangeError(`no number to print as ${format}: ${String(value)}`);
  }
  switch (format) {
    case "metric":
    case "threshold":
      return signed(value.toFixed(3));
    case "hundredths":
      return signed(value.toFixed(2));
    case "difference":
      return withSign(value.toFixed(3));
    case "p":
      if (value < 0.001) return "<0.001";
      return value > 0.999 && value < 1 ? ">0.999" : value.toFixed(3);
    case "count":
      return signed(thousands(value.toFixed(0)));
    case "integer":
      return signed(value.toFixed(0));
    case "percent":
      return `${shortest(value * 100)}%`;
    case "significant":
      return signed(value === 0 ? "0" : plainDigits(value));
    case "ratio":
      return ratioDigits(value);
    case "age":
      return shortest(value);
    case "millimetres":
      return `${shortest(value)} mm`;
    case "duration":
      return `${(value / 1000).toFixed(1)} s`;
  }
}

function signed(digits: string): string {
  if (!digits.startsWith("-")) return digits;
  return isZero(digits) ? digits.slice(1) : minus + digits.slice(1);
}

function withSign(digits: string): string {
  const text = signed(digits);
  return text.startsWith(minus) || isZero(text) ? text : `+${text}`;
}

function isZero(digits: string): boolean {
  return !/[1-9]/.test(digits);
}

function thousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

function shortest(value: number): string {
  return signed(value.toFixed(1).replace(/\.0$/, ""));
}

/** Three significant digits without an exponent. */
function plainDigits(value: number): string {
  const decimals = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return String(value.toFixed(decimals))
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** Three significant digits, as `1.26`, `46.2`, `1,420` or `2.56×10¹²`. */
function ratioDigits(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 10_000 || size < 0.001)) {
    const [digits, exponent] = value.toExponential(2).split("e");
    return `${signed(digits)}×10${raised(Number(exponent))}`;
  }
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  const fixed = value.toFixed(decimals);
  return signed(decimals === 0 ? thousands(fixed) : fixed);
}

function raised(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");
}
