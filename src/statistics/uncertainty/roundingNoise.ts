/** 2^16 + 1: keeps 37 of the 53 bits of a double. */
const splitter = 65537;

/**
 * Values less the last digits that arithmetic leaves in them, so that cases tie which tie on paper: 0.7 − 0.5 and
 * 0.5 − 0.3 differ by 6e-17 as doubles, and so would the ranks of two cases. Rounded to 37 bits (relative 4e-12) by
 * Veltkamp's splitting; 0 stays 0, and small values keep as many digits as large ones.
 * @param values finite, of magnitude below 1e300
 */
export function withoutRoundingNoise(values: Float64Array): Float64Array {
  return values.map((value) => {
    const scaled = value * splitter;
    return scaled - (scaled - value);
  });
}
