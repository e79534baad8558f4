/**
 * Linear attenuation, per mm, at the effective energy of a filtered 50–55 kV beam (about 35–40 keV),
 * after NIST's tables (Hubbell & Seltzer 1995): muscle, fat, cortical bone (1.9 g/cm³), and cancellous
 * bone as a mixture of bone and marrow.
 */
export const MUSCLE = 0.027;
export const FAT = 0.021;
export const CORTICAL = 0.105;
export const CANCELLOUS = 0.05;
export const PLASTER = 0.06;
export const STEEL = 0.9;
