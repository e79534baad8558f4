import { normalQuantile } from "../../statistics/distributions/normal.js";

const size = 65536;

/**
 * Normal quantiles at (i + ½) / 65536, scaled to unit variance exactly: 16 random bits look up one draw.
 * The greatest is 4.3 standard deviations.
 */
export const normalTable: Float32Array = makeTable();

function makeTable(): Float32Array {
  const upper = Float64Array.from({ length: size / 2 }, (_, i) =>
    normalQuantile((size / 2 + i + 0.5) / size),
  );
  const factor = Math.sqrt(size / 2 / upper.reduce((sum, z) => sum + z * z, 0));
  const table = new Float32Array(size);
  upper.forEach((z, i) => {
    table[size / 2 + i] = z * factor;
    table[size / 2 - 1 - i] = -z * factor;
  });
  return table;
}
