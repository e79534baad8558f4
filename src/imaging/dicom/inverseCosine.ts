/** basis[8 u + x] = C(u) / 2 · cos((2x + 1) u π / 16): the 8-point inverse cosine transform of ITU-T T.81, A.3.3. */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3;
  const x = i & 7;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

const rows = new Float64Array(64);

/**
 * The two-dimensional inverse cosine transform of an 8 × 8 block, in double precision.
 * @param coefficients row-major (vertical frequency, then horizontal), dequantised
 * @param out receives the samples, before the level shift
 */
export function inverseCosine(coefficients: Float64Array, out: Float64Array): void {
  rows.fill(0);
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      const value = coefficients[8 * v + u];
      if (value !== 0) for (let x = 0; x < 8; x++) rows[8 * v + x] += value * basis[8 * u + x];
    }
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += rows[8 * v + x] * basis[8 * v + y];
      out[8 * y + x] = sum;
    }
}
