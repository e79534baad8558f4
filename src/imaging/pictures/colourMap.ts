/**
 * Colours from black over blue, red and yellow to white whose lightness rises steadily: their order is also
 * seen in grey and by the colour-blind. The cubehelix of Green (Bull. Astron. Soc. India 39, 2011): perceived
 * brightness is `share` but for what is cut off at the gamut's edge.
 * @param share 0–1
 * @returns red, green, blue, 0–255
 */
export function heatColour(share: number): readonly [red: number, green: number, blue: number] {
  const { rotations, saturation } = helix;
  const angle = 2 * Math.PI * rotations * share;
  const away = (saturation * share * (1 - share)) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const level = (offset: number) => Math.round(255 * Math.min(1, Math.max(0, share + away * offset)));
  return [level(-0.14861 * cos + 1.78277 * sin), level(-0.29227 * cos - 0.90649 * sin), level(1.97294 * cos)];
}

const helix = { rotations: 0.45, saturation: 1.5 } as const;
