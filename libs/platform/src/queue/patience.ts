/** What every queue does with a job that fails, and for how long it remembers one that is over: a relay that died after adding finds its ids known. */
export const ATTEMPTS = 6;
export const FIRST_BACKOFF_MS = 1_000;
export const DONE_KEPT_SECONDS = 3_600, DEAD_KEPT_SECONDS = 30 * 24 * 3_600;

/** 1 s, 2 s, 4 s … after so many attempts. */
export const retryAfterMs = (attempts: number): number => FIRST_BACKOFF_MS * 2 ** (attempts - 1);
