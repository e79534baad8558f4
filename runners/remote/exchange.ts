import { setTimeout as wait } from "node:timers/promises";
import * as messages from "../../src/messages/remote.js";
import { UserError } from "../../src/messages/userError.js";

export interface ExchangeOptions {
  /** Seconds a single attempt may take. */
  readonly timeout: number;
  /** Attempts after the first, for failures that may pass. */
  readonly retries: number;
  /** Ends everything, waiting included. */
  readonly signal: AbortSignal;
}

/** Seconds before the first retry, doubled before every other. */
const firstPause = 0.25;
/** A server may ask for more patience than ours, within reason, seconds. */
const longestPause = 30;

/** A failure that may pass by itself: what to say when it doesn't. */
interface Passing {
  readonly giveUp: (attempts: number) => string;
  /** Seconds that the server asked for. */
  readonly pause?: number;
}

/**
 * Sends a request and returns the bytes of its answer. Connections that fail, timeouts, 429 and 5xx are
 * tried again, with pauses that double.
 * @param model its address, for messages
 * @param body JSON to POST; a GET without
 * @throws UserError: what went wrong and how often; the signal's reason where it is aborted
 */
export async function exchange(
  model: string,
  url: string,
  body: string | null,
  { timeout, retries, signal }: ExchangeOptions,
): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const answer = await attemptOnce(model, url, body, timeout, signal);
    if (answer instanceof Uint8Array) return answer;
    if (attempt > retries) throw new UserError(answer.giveUp(attempt));
    const pause = answer.pause ?? firstPause * 2 ** (attempt - 1);
    await wait(Math.min(pause, longestPause) * 1000, undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
  }
}

async function attemptOnce(
  model: string,
  url: string,
  body: string | null,
  timeout: number,
  signal: AbortSignal,
): Promise<Uint8Array | Passing> {
  signal.throwIfAborted();
  try {
    const response = await fetch(url, {
      method: body === null ? "GET" : "POST",
      headers: body === null ? {} : { "content-type": "application/json" },
      body,
      // Pixels go where the user said and nowhere else.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout * 1000)]),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok ? bytes : failure(model, response, bytes);
  } catch (error) {
    if (error instanceof UserError) throw error;
    signal.throwIfAborted();
    if ((error as Error).name === "TimeoutError")
      return { giveUp: (attempts) => messages.timedOut(model, timeout, attempts) };
    return { giveUp: (attempts) => messages.unreachable(model, attempts, reason(error as Error)) };
  }
}

/** @throws UserError for a failure that another attempt won't mend */
function failure(model: string, response: Response, bytes: Uint8Array): Passing {
  const { status } = response;
  const detail = serverMessage(bytes);
  if (status === 404) throw new UserError(messages.noSuchModel(model, detail));
  if (status >= 300 && status < 400) throw new UserError(messages.redirected(model, status));
  if (status !== 429 && status < 500) throw new UserError(messages.refused(model, status, detail));
  const asked = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    giveUp: (attempts) => messages.unavailable(model, status, attempts, detail),
    ...(asked >= 0 ? { pause: asked } : {}),
  };
}

/** `: …`, the server's own words of an error, shortened; or nothing. */
function serverMessage(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  let said: unknown = text;
  try {
    said = (JSON.parse(text) as { error?: unknown } | null)?.error ?? text;
  } catch {
    // Not JSON: as it is.
  }
  const line = String(said)
    .split(/[\r\n]/)[0]!
    .trim();
  return line === "" ? "" : `: ${line.slice(0, 200)}`;
}

/** Node's fetch hides why a connection failed in the cause. */
function reason(error: Error): string {
  const cause = error.cause as (Error & { code?: string }) | undefined;
  return cause?.code ?? cause?.message.split("\n")[0] ?? error.message.split("\n")[0]!;
}
