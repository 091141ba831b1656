/** Tells a person what happens, counts what held, and stops at the first thing that did not. */
export type Teller = {
  /** A step of the story: its heading, then what was seen in it. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Something that must be so. */
  check(what: string, holds: boolean, found?: unknown): void;
  saw(what: string): void;
  link(what: string, url: string): void;
  counts(): { passed: number; failed: number };
};

/** What must be so and is not. */
class DoesNotHold extends Error {}

export function openTeller(say: (line: string) => void): Teller {
  const count = { passed: 0, failed: 0 };
  let number = 0;
  return {
    step: async (title, work) => {
      number += 1;
      const began = Date.now();
      say(`\n${String(number).padStart(2)}  ${title}`);
      try {
        const result = await work();
        say(`    ${((Date.now() - began) / 1000).toFixed(1)} s`);
        return result;
      } catch (error) {
        count.failed += 1;
        say(`    FAILED  ${error instanceof DoesNotHold ? error.message : `the step broke: ${error instanceof Error ? error.message : String(error)}`}`);
        throw error;
      }
    },
    check: (what, holds, found) => {
      if (!holds) throw new DoesNotHold(found === undefined ? what : `${what}; found instead: ${JSON.stringify(found)}`);
      count.passed += 1;
      say(`    ok      ${what}`);
    },
    saw: (what) => say(`            ${what}`),
    link: (what, url) => say(`    ->      ${what}: ${url}`),
    counts: () => ({ ...count }),
  };
}

/** Tells a story to its end, then says on a line of its own how much held and how much did not, and ends the process with that. */
export async function endTelling(tell: Teller, story: () => Promise<void>): Promise<never> {
  const isTold = await story().then(() => true, (error: unknown) => {
    if (tell.counts().failed === 0) console.error(error); // it broke between two steps
    return false;
  });
  const { passed, failed } = tell.counts();
  console.log(`\n${passed} passed, ${isTold ? failed : Math.max(failed, 1)} failed`);
  process.exit(isTold ? 0 : 1); // kept-alive connections would hold the process for a few seconds more
}
