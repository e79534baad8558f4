/**
 * Quantiles by Hyndman & Fan's type 7 (The American Statistician 50, 1996), the default of R and
 * NumPy: linear between order statistics. O(n) by selection; the array is reordered.
 * @param values no NaN, at least one
 * @param probability in [0, 1]
 */
export function quantileInPlace(values: Float64Array, probability: number): number {
  if (values.length === 0) throw new RangeError("a quantile needs at least one value");
  const position = (values.length - 1) * probability;
  const below = Math.floor(position);
  select(values, below);
  if (below === position) return values[below];
  // After the selection everything above `below` is at least as large: the next is their minimum.
  let next = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i++) if (values[i] < next) next = values[i];
  return values[below] + (position - below) * (next - values[below]);
}

/** Hoare's selection: values[k] becomes the k-th smallest, with smaller before and larger after it. */
function select(values: Float64Array, k: number): void {
  let low = 0;
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
