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

/** e^x, for −700 ≤ x ≤ 700 (0 below). */
export function portableExp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) throw new RangeError(`portableExp(${x}) is out of range`);
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1;
  for (let n = 13; n >= 1; n--) sum = 1 + (r / n) * sum;
  return sum * POWERS[1100 + k];
}

/** Natural logarithm, for 1e-300 ≤ x ≤ 1e300. */
export function portableLog(x: number): number {
  if (!(x >= 1e-300 && x <= 1e300)) throw new RangeError(`portableLog(${x}) is out of range`);
  let k = 0;
  let m = x;
  for (let step = 512; step >= 1; step >>= 1) {
    if (m >= POWERS[1100 + step]) {
      m /= POWERS[1100 + step];
      k += step;
    } else if (m < POWERS[1100 - step]) {
      m *= POWERS[1100 + step];
      k -= step;
    }
  }
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  } else if (m < Math.SQRT1_2) {
    m *= 2;
    k -= 1;
  }
  const f = (m - 1) / (m + 1);
  const f2 = f * f;
  let sum = 0;
  for (let n = 21; n >= 1; n -= 2) sum = sum * f2 + 1 / n;
  return k * LN2_HIGH + (2 * f * sum + k * LN2_LOW);
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
