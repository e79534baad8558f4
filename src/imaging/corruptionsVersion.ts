/**
 * Raised when a corruption gives other pixels than before with the same parameter: scores kept of the former
 * ones are then not used.
 */
export const corruptionsVersion = 2;
