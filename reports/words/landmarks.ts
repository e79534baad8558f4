import { type Figure, type Prose, say } from "../prose.js";

/** What the report says of landmarks. */
export const landmarkWords = {
  title: "Landmarks",
  lead: "How far the points that the model found lie from the true ones. The region that it judges is cut out around them: where they are far off, the fracture may lie outside of what it saw.",
  chartTitle: (view: string) =>
    view === "" ? "Points found within a distance" : `${view}: points found within a distance`,
  chartDescription:
    "For each stratum the share of true points with the model's point at most so many millimetres away, by distance, with its interval.",
  distance: "Distance, mm",
  share: "Share of points",
  errorCaption:
    "Distance of the points found from the true ones, in mm; on the right the mean of each point, in the order of declaration",
  recallCaption: (level: Figure) =>
    say`Share of points found within a distance, with its ${level} interval (Clopper–Pearson, at the effective number of points)`,
  points: "Points",
  pointsMeaning: "true points, on how many radiographs",
  mean: "Mean",
  median: "Median",
  percentile95: "95th percentile",
  maximum: "Maximum",
  within: (millimetres: string) => `≤ ${millimetres} mm`,
  none: "no true points",
  radiographs: (images: Prose) => say`${images} radiographs`,
  point: (number: number) => `Point ${number}`,
  limits:
    "Points of one radiograph resemble each other, and so do radiographs of one patient: the intervals count for that. The true points are those of the manifest; how exact they are is not known here.",
} as const;
