/** A refusal to go on that a person can act on: shown without a stack. */
export class LauncherError extends Error {
  /** @override */
  name = 'LauncherError';
}

/** For the last line of every command: a refusal in plain words, anything else with its stack; both end with 1. @param {unknown} error */
export function report(error) {
  console.error(error instanceof LauncherError ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}
