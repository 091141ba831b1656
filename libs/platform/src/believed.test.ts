import { believed } from './believed.js';
import { asTenant, switchTenant } from './testing.js';

test('what was read a moment ago is believed, by key and tenant, until somebody here changes it', () =>
  asTenant(async (ctx) => {
    const [seen, loads] = [believed<{ n: number }>(), [] as string[]];
    const read = (as: typeof ctx, key: string) => seen.read(as, key, async () => ({ n: loads.push(`${as.tenantId === ctx.tenantId ? 'ours' : 'theirs'} ${key}`) }));
    const other = { ...(await switchTenant(ctx)), tx: {} as never };
    const answers = [await read(ctx, 'a'), await read(ctx, 'a'), await read(ctx, 'b'), await read(other, 'a')];
    expect(answers.map(({ n }) => n)).toEqual([1, 1, 2, 3]);

    seen.forget(ctx);
    expect(await read({ ...ctx, tx: {} as never }, 'a')).toEqual({ n: 4 });
    expect(await read(other, 'a')).toEqual({ n: 3 });
    // Who changed it reads for itself, and teaches nobody: it may be taken back.
    expect([await read(ctx, 'a'), await read(ctx, 'a')]).toEqual([{ n: 5 }, { n: 6 }]);
    expect(loads).toEqual(['ours a', 'ours b', 'theirs a', 'ours a', 'ours a', 'ours a']);
  }));
