import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { diskFiles } from '@stoa/platform/files';
import { openOwnDatabase } from '@stoa/platform/testing';
import { openIssuers } from './issuers.js';
import { MASTER_KEY, placeOf } from './place.js';
import { dueJobs, openSellers, sell } from './sales.js';

/** A thousand documents of two sellers, issued by two processes of which each is killed again and again, while every twentieth piece of work fails just before its commit (DESIGN.md section 10, line 4). */
const program = process.argv[2]!;
const DOCUMENTS = 1_000;
const [WIDTH, FAIL_EVERY] = [10, 20];

async function main(): Promise<void> {
  const env = await openOwnDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'stoa-issuance-'));
  const issuers = openIssuers(program, placeOf(env.urls, { filesDir: directory, masterKey: MASTER_KEY, now: env.ctx.now.toISOString(), width: WIDTH }));
  try {
    const sellers = await openSellers(env);
    await sell(env, sellers, DOCUMENTS / 2);
    const jobs = await dueJobs(env, diskFiles(directory), 'invoicing.freeze_documents');
    const { killed, cutOff, forced, seconds } = await issuers.issue(jobs, { failEvery: FAIL_EVERY, killEvery: 50 });
    console.log(`${jobs.length} sales by 2 processes, ${WIDTH} at once in each, in ${seconds.toFixed(1)} s: ${forced} failed on purpose, ${killed} kills cut off ${cutOff} of them`);
    const outcome = await judge(env.ctx, sellers.vendorIds);
    for (const line of outcome.wrong) console.log(`FAILED  ${line}`);
    if (forced !== jobs.length / FAIL_EVERY || killed < 5 || cutOff === 0) outcome.wrong.push('Too little went wrong on the way for this to prove anything.');
    console.log(`${outcome.right} passed, ${outcome.wrong.length} failed`);
    process.exitCode = outcome.wrong.length === 0 && outcome.right === DOCUMENTS + 1 ? 0 : 1;
  } finally {
    await issuers.close();
    await env.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Each number from 1 to 500 stands on exactly one document of each seller; and the check that production runs says so too. */
async function judge(ctx: Ctx, vendorIds: readonly string[]): Promise<{ right: number; wrong: string[] }> {
  const wrong: string[] = [];
  let right = 0;
  await ctx.inRead(async (tx) => {
    for (const vendorId of vendorIds) {
      const rows: { sequence: bigint; number: string }[] = await tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId, vendor_id: vendorId }).select('sequence', 'number');
      const found = new Map<bigint, string[]>();
      for (const { sequence, number } of rows) found.set(sequence, [...(found.get(sequence) ?? []), number]);
      for (let wanted = 1n; wanted <= BigInt(DOCUMENTS / vendorIds.length); wanted += 1n) {
        const numbers = found.get(wanted) ?? [];
        if (numbers.length === 1 && numbers[0]!.endsWith(`-${wanted.toString().padStart(5, '0')}`)) right += 1;
        else wrong.push(`number ${wanted} of vendor ${vendorId} stands on ${numbers.length} documents`);
        found.delete(wanted);
      }
      for (const numbers of found.values()) wrong.push(`nobody asked for ${numbers.join(', ')}`);
    }
    const check = checks.find(({ code }) => code === 'invoicing.numbers_without_gap');
    const { breaks } = (await check?.run(tx)) ?? { breaks: [{ what: 'nobody checks the numbers' }] };
    if (breaks.length === 0) right += 1;
    wrong.push(...breaks.map(({ what }) => what));
  });
  return { right, wrong };
}

await main();
