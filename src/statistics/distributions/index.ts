export { betaCdf, betaQuantile, betaUpperTail } from "./beta.js";
export { binomialCdf, binomialMass, binomialQuantile, binomialUpperTail } from "./binomial.js";
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredUpperTail } from "./chiSquared.js";
export { fCdf, fQuantile, fUpperTail } from "./fisherF.js";
export { normalCdf, normalDensity, normalQuantile, normalTwoSided, normalUpperTail } from "./normal.js";
export { studentTCdf, studentTQuantile, studentTTwoSided, studentTUpperTail } from "./studentT.js";
