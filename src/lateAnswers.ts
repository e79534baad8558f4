import type { Piscina } from "piscina";

/**
 * To be called before a pool of threads is destroyed or closed. An answer may already be on its way to a
 * task that is given up then; it arrives all the same, the pool emits it as an `error` ("Unexpected
 * message from Worker"), and without a listener that would end the process.
 */
export function ignoreLateAnswers(pool: Pick<Piscina, "on">): void {
  pool.on("error", () => {});
}
