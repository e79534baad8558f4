/**
 * Elementary functions whose results are the same bits on every machine and in every JavaScript
 * engine: only additions, multiplications, divisions and exact scalings, which IEEE 754 fixes.
 * (`Math.exp` and its like may differ in the last bit between V8 versions.)
 * Relative error below 1e-12 on the ranges given.
 */

const LN2_HIGH = 0.6931471803691238; // ln 2 in two parts: the first has trailing zeros, so k·LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
const HALF_PI_HIGH = 1.5707963267341256; // π/2 likewise
const HALF_PI_LOW = 6.077100506506192e-11;

const POWERS = new Float64Array(2200);
POWERS[1100] = 1;
for (let k = 1; k < 1024; k++) POWERS[1100 + k] = POWERS[1099 + k] * 2;
for (let k = 1; k <= 1074; k++) POWERS[1100 - k] = POWERS[1101 - k] / 2;

/** 2^(i/32), i = 0 … 31: repeated square roots, multiplied together by the bits of i. */
const ROOTS_OF_TWO = Float64Array.from({ length: 32 }, (_, i) => {
  let root = 2;
  let product = 1;
  for (let bit = 16; bit >= 1; bit >>= 1) {
    root = Math.sqrt(root);
    if (i & bit) product *= root;
  }
  return product;
});

/** ln(1 + i/2048) for i below 848, ln of half of that from there on (so that the log is small near 1). */
const LOGS = Float64Array.from({ length: 2048 }, (_, i) => logSeries((1 + i / 2048) / (i < 848 ? 1 : 2)));

/** The two halves of a double, the high word at `HIGH` whatever the byte order. */
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
DOUBLE[0] = 1;
const HIGH = WORDS[1] === 0 ? 0 : 1;

/** e^x, for −700 ≤ x ≤ 700 (0 below). */
export function portableExp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) throw new RangeError(`portableExp(${x}) is out of range`);
  const k = Math.floor(x * (32 * Math.LOG2E) + 0.5);
  const r = x - k * (LN2_HIGH / 32) - k * (LN2_LOW / 32);
  const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)))));
  return series * ROOTS_OF_TWO[k & 31] * POWERS[1100 + (k >> 5)];
}

/** Natural logarithm, for 1e-300 ≤ x ≤ 1e300. */
export function portableLog(x: number): number {
  if (!(x >= 1e-300 && x <= 1e300)) throw new RangeError(`portableLog(${x}) is out of range`);
  let exponent: number;
  let mantissa: number;
  if (x >= 1 && x < 2147483648) {
    exponent = 31 - Math.clz32(x);
    mantissa = x * POWERS[1100 - exponent];
  } else {
    DOUBLE[0] = x;
    const high = WORDS[HIGH];
    WORDS[HIGH] = (high & 0xfffff) | 0x3ff00000;
    exponent = (high >>> 20) - 1023;
    mantissa = DOUBLE[0];
  }
  const i = Math.floor((mantissa - 1) * 2048);
  const k = i < 848 ? exponent : exponent + 1;
  const left = 1 + i / 2048;
  const r = (mantissa - left) / left;
  return k * LN2_HIGH + (LOGS[i] + (r * (1 - r * (1 / 2 - r * (1 / 3 - r / 4))) + k * LN2_LOW));
}

/** ln m for m in [0.7, 1.42]: 2 artanh((m − 1)/(m + 1)). */
function logSeries(m: number): number {
  const f = (m - 1) / (m + 1);
  let sum = 0;
  for (let n = 21; n >= 1; n -= 2) sum = sum * f * f + 1 / n;
  return 2 * f * sum;
}

/** Sine of x radians, |x| ≤ 1e4; near its zeros the error is absolute (1e-15 of x). */
export function portableSin(x: number): number {
  const k = Math.floor(x / 1.5707963267948966 + 0.5);
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  const quadrant = ((k % 4) + 4) % 4;
  if (quadrant === 0) return sineSeries(r);
  if (quadrant === 1) return cosineSeries(r);
  return quadrant === 2 ? -sineSeries(r) : -cosineSeries(r);
}

/** Cosine of x radians, |x| ≤ 1e4. */
export function portableCos(x: number): number {
  return portableSin(x + 1.5707963267948966);
}

function sineSeries(r: number): number {
  const r2 = r * r;
  let sum = 1;
  for (let n = 16; n >= 2; n -= 2) sum = 1 - (r2 / (n * (n + 1))) * sum;
  return r * sum;
}

function cosineSeries(r: number): number {
  const r2 = r * r;
  let sum = 1;
  for (let n = 17; n >= 1; n -= 2) sum = 1 - (r2 / (n * (n + 1))) * sum;
  return sum;
}
