import type { RecordedCall, RecordedEvent } from './recorded.js';
import type { Answers } from './description.js';
import { exceptions } from './exceptions.js';
import { kindOf, refusalOf } from './replay.js';

export type Findings = { readonly passed: number; readonly failures: string[]; readonly excuses: ReadonlyMap<string, string> };

/** Every request is asked again of stripe-mock, every answer and every object of an event is held against the description. Findings that say the same are told once. */
export async function checkRecordings({ lines, answers, mockUrl }: { lines: readonly string[]; answers: Answers; mockUrl: string }): Promise<Findings> {
  const failures = new Map<string, string>();
  const excuses = new Map<string, string>();
  let passed = 0;
  const note = (key: string, text: string | null) => {
    if (text === null) passed += 1;
    else if (!failures.has(key)) failures.set(key, text);
  };
  for (const line of lines) {
    const recorded = JSON.parse(line) as RecordedCall | RecordedEvent;
    if (recorded.kind === 'event') {
      const wrong = [...answers.ofObject(recorded.body), ...answers.ofObject((recorded.body as { data: { object: unknown } }).data.object)];
      note(`event ${recorded.type} ${shape(wrong)}`, wrong.length ? `event ${recorded.type}: ${wrong.join('; ')}` : null);
      continue;
    }
    const exception = exceptions.find(({ applies }) => applies(recorded));
    if (exception) excuses.set(kindOf(recorded), exception.reason);
    const asked = exception ? exception.instead(recorded, answers.version) : recorded;
    const refusal = await refusalOf(mockUrl, asked);
    note(`request ${kindOf(recorded)} ${refusal}`, refusal && `request ${kindOf(recorded)}: ${refusal}`);
    const wrong = answers.ofCall(asked.method, asked.path, recorded.status, recorded.body) ?? ['the description has no such call'];
    note(`answer ${kindOf(recorded)} ${recorded.status} ${shape(wrong)}`, wrong.length ? `answer ${recorded.status} to ${kindOf(recorded)}: ${wrong.join('; ')}` : null);
  }
  return { passed, failures: [...failures.values()], excuses };
}

/** The findings without the values they were found in. */
const shape = (wrong: readonly string[]): string => wrong.map((one) => one.replace(/: .*$/, '').replace(/\/\d+/g, '/*')).join(';');
