// What the launcher says: one line per step with how long it took, notes between them.

/** @param {{ write?: (line: string) => void, now?: () => number }} [options] @returns {import('./stack.mjs').Voice} */
export function createVoice({ write = console.log, now = Date.now } = {}) {
  return {
    note: (line) => write(`  ${line}`),
    async step(name, work, words = () => 'ready') {
      const began = now();
      const result = await work();
      write(`  ${name.padEnd(22)} ${words(result)}  (${((now() - began) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}
