/**
 * The colours of a chart's frame, as CSS variables that the style sheet sets for light, dark and
 * print; the value after the comma holds where an SVG stands alone.
 */
export const ink = {
  text: "var(--text, #1c2733)",
  muted: "var(--muted, #55616d)",
  rule: "var(--chart-rule, #9aa5b0)",
  grid: "var(--chart-grid, #e6eaee)",
  ground: "var(--ground, #ffffff)",
} as const;

export const textSize = 12;

/** Shared by all charts. No clip paths and no gradients: they need ids. */
export const chartConfig = {
  aria: false,
  background: null,
  font: "system-ui, sans-serif",
  view: { stroke: null, fill: null },
  axis: {
    labelColor: ink.muted,
    labelFontSize: textSize - 1,
    labelFlush: false,
    labelOverlap: false,
    labelLimit: 0,
    titleColor: ink.text,
    titleFontSize: textSize,
    titleFontWeight: "normal",
    titleLimit: 0,
    titlePadding: 8,
    gridColor: ink.grid,
    domainColor: ink.rule,
    tickColor: ink.rule,
    tickSize: 4,
  },
  text: { color: ink.text, fontSize: textSize, limit: 0 },
} as const;
