import type { Corruption } from "./corruption.js";

const always = [true, true, true, true, true] as const;

/** Every corruption with its severities, in the order of reports. The models are told in docs/corruptions.md. */
export const corruptions: readonly Corruption[] = [
  {
    name: "quantum-noise",
    family: "noise",
    process: "Fewer X-ray quanta reach the detector",
    parameter: "dose",
    unit: "of the original",
    values: [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32],
    labelSafe: always,
    quick: true,
  },
  {
    name: "electronic-noise",
    family: "noise",
    process: "The read-out chain adds noise that doesn't depend on the exposure",
    parameter: "standard deviation",
    unit: "of the grey range",
    values: [0.04, 0.08, 0.12, 0.18, 0.26],
    labelSafe: always,
    quick: false,
  },
  {
    name: "rotation",
    family: "geometry",
    process: "The arm lies turned on the detector",
    parameter: "angle",
    unit: "°",
    values: [5, 10, 15, 30, 45],
    labelSafe: always,
    quick: true,
  },
];
