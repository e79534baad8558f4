/**
 * Quantiles by Hyndman & Fan's type 7 (The American Statistician 50, 1996), the default of R and
 * NumPy: linear between order statistics. O(n) by selection; the array is reordered.
 * @param values no NaN, at least one
 * @param probability in [0, 1]
 */
export function quantileInPlace(values: Float64Array, probability: number): number {
  return orderedQuantile(values, probability, 0);
}

/** The quantiles at rising probabilities, each selected above the one before. */
export function quantilesInPlace(values: Float64Array, probabilities: readonly number[]): number[] {
  let from = 0;
  return probabilities.map((probability, k) => {
    if (k > 0 && probability < probabilities[k - 1]) throw new RangeError("probabilities must rise");
    const quantile = orderedQuantile(values, probability, from);
    from = Math.floor((values.length - 1) * probability);
    return quantile;
  });
}

/** @param from what lies before this index is known to be smaller than the rest */
function orderedQuantile(values: Float64Array, probability: number, from: number): number {
  if (values.length === 0) throw new RangeError("a quantile needs at least one value");
  const position = (values.length - 1) * probability;
  const below = Math.floor(position);
  select(values, below, from);
  if (below === position) return values[below];
  // After the selection everything above `below` is at least as large: the next is their minimum.
  let next = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i++) if (values[i] < next) next = values[i];
  return values[below] + (position - below) * (next - values[below]);
}

/** Hoare's selection: values[k] becomes the k-th smallest, with smaller before and larger after it. */
function select(values: Float64Array, k: number, from: number): void {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low], values[(low + high) >> 1], values[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swap = values[i];
      values[i++] = values[j];
      values[j--] = swap;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
