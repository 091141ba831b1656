import { openClock } from './clock.js';
import { blindIndex, equalSecrets, hashToken, hmacToken, newKey, newToken, open, seal } from './crypto.js';
import { withDatabase } from './testing.js';

describe('crypto', () => {
  test('what is sealed opens with its key and its context only, and looks different each time', () => {
    const [key, other] = [newKey(), newKey()];
    const sealed = seal(key, 'Jörg 🏺', 'subject-1');
    expect(open(key, sealed, 'subject-1')).toBe('Jörg 🏺');
    expect(seal(key, 'Jörg 🏺', 'subject-1')).not.toBe(sealed);
    expect(() => open(other, sealed, 'subject-1')).toThrow();
    expect(() => open(key, sealed, 'subject-2')).toThrow();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (const at of [0, 13, 29, bytes.length - 1]) {
      const bent = Buffer.from(bytes);
      bent[at]! ^= 1;
      expect(() => open(key, `v1.${bent.toString('base64url')}`, 'subject-1')).toThrow();
    }
    expect(() => open(key, sealed.slice(0, 20), 'subject-1')).toThrow();
  });

  test('tokens and indexes depend on every part of what they are made of', () => {
    const made = [hmacToken('s', 'a', 'b', 1), hmacToken('t', 'a', 'b', 1), hmacToken('s', 'ab', '', 1), hmacToken('s', 'a', 'b', 2)];
    expect(new Set(made).size).toBe(4);
    const key = newKey();
    expect(blindIndex(key, 'a@b.example')).toBe(blindIndex(key, 'a@b.example'));
    expect(blindIndex(newKey(), 'a@b.example')).not.toBe(blindIndex(key, 'a@b.example'));
    expect(equalSecrets(hashToken('x'), hashToken('x')) && !equalSecrets('x', 'xx')).toBe(true);
    expect(newToken()).not.toBe(newToken());
  });
});

test('business time is the wall clock plus an offset that every process reads; in production it does not move', () =>
  withDatabase(async ({ db }) => {
    const [mine, theirs, real] = await Promise.all([openClock(db, { movable: true }), openClock(db, { movable: true }), openClock(db, { movable: false })]);
    const day = 86_400_000;
    await mine.move(day);
    await mine.move(day);
    await theirs.refresh();
    expect(Math.round((theirs.now().getTime() - Date.now()) / day)).toBe(2);
    await real.refresh();
    expect(Math.round((real.now().getTime() - Date.now()) / day)).toBe(0);
    await expect(real.move(day)).rejects.toThrow('never moved');
    await expect(mine.move(-1)).rejects.toThrow('only goes forward');
    [mine, theirs, real].forEach((clock) => clock.stop());
  }));
