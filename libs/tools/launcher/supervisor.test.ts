import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningProcess } from './state.mjs';
import { endOrphans, identityOf, isAlive, isOurs } from './processes.mjs';
import { createSupervisor } from './supervisor.mjs';

const patient = "setInterval(() => {}, 1000); console.log('here I am');";
const polite = `${patient} process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });`;
const deaf = `${patient} process.on('SIGTERM', () => {});`;

function stage() {
  const directory = mkdtempSync(join(tmpdir(), 'stoa-supervisor-'));
  const heard = { notes: [] as string[], recorded: [] as RunningProcess[], gaveUp: null as Error | null };
  const supervisor = createSupervisor({ logDir: directory, note: (line) => heard.notes.push(line), onChange: (processes) => (heard.recorded = processes), onGiveUp: (error) => (heard.gaveUp = error), restartDelayMs: 10 });
  const program = (name: string, source: string) => {
    const entry = join(directory, `${name}.mjs`);
    writeFileSync(entry, source);
    return { name, entry, cwd: directory, env: { PATH: process.env['PATH'] ?? '' } };
  };
  const log = (name: string) => readFileSync(join(directory, `${name}.log`), 'utf8');
  return { supervisor, heard, program, log };
}

async function until(condition: () => boolean) {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 8_000) throw new Error('it never became so');
    await sleep(20);
  }
}

test('a process that dies while everything starts ends the start, with the tail of its log', async () => {
  const { supervisor, heard, program } = stage();
  supervisor.start(program('api', "console.error('PORT is missing'); process.exit(3);"));
  await until(() => heard.gaveUp !== null);
  expect(heard.gaveUp?.message).toMatch(/^api ended with 3 while Stoa was starting\. .*\n {4}PORT is missing$/s);
  expect(heard.recorded).toEqual([]);
});

test('afterwards it is started again with a note, and given up only when it dies over and over', async () => {
  const { supervisor, heard, program } = stage();
  supervisor.settled();
  supervisor.start(program('worker', "console.log('falling'); process.exit(1);"));
  await until(() => heard.gaveUp !== null);
  expect(heard.notes).toHaveLength(5);
  expect(heard.notes[0]).toBe('worker ended with 1 and is started again. The end of its log:\n    falling');
  expect(heard.gaveUp?.message).toMatch(/^worker ended with 1, for the 6th time in a minute\./);
});

test('stopping asks first, forces the deaf, and starts nothing again', async () => {
  const { supervisor, heard, program, log } = stage();
  supervisor.start(program('polite', polite));
  supervisor.start(program('deaf', deaf));
  supervisor.settled();
  await until(() => /here/.test(log('polite')) && /here/.test(log('deaf')));
  const pids = heard.recorded.map(({ pid }) => pid);
  await supervisor.stop(['polite', 'deaf'], { patienceMs: 300 });
  expect(log('polite')).toBe('here I am\nbye\n');
  expect(heard.notes).toEqual(['deaf did not finish within 0.3 s and is killed']);
  expect(pids.map(isAlive)).toEqual([false, false]);
  expect(heard.recorded).toEqual([]);
  expect(() => supervisor.start(program('late', patient))).toThrow('late is not started: Stoa is being stopped.');
});

test('a program that is to end by itself fails with its last words', async () => {
  const { supervisor, heard, program } = stage();
  await supervisor.runOnce(program('migrate', "console.log('done');"));
  await expect(supervisor.runOnce(program('migrate', "console.log('no such table'); process.exit(1);"))).rejects.toThrow(/^migrate ended with 1\. .*no such table$/s);
  expect(heard.gaveUp).toBeNull();
});

test('what a killed launcher left running is ended; a process that only has the same number is not touched', async () => {
  const { supervisor, heard, program, log } = stage();
  supervisor.start(program('orphan', deaf));
  supervisor.settled();
  await until(() => /here/.test(log('orphan')));
  const [orphan] = heard.recorded as [RunningProcess];
  const stranger = spawn(process.execPath, ['-e', patient], { stdio: 'ignore' });
  const mistaken = { ...orphan, name: 'stranger', pid: stranger.pid ?? 0, identity: identityOf(stranger.pid ?? 0) ?? '' };
  try {
    expect([isOurs(orphan), isOurs({ ...orphan, identity: 'of another start' }), isOurs(mistaken)]).toEqual([true, false, false]);
    const ended = endOrphans([orphan, mistaken, { ...orphan, name: 'gone', pid: 4_194_000 }], { patienceMs: 200 });
    supervisor.killAll(); // only so that it is not started again: the process is dead either way
    expect(await ended).toEqual(['orphan']);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  } finally {
    stranger.kill('SIGKILL');
  }
});
