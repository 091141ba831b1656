// Runs a whole bundle (build.mjs) from V8's cache of its code: reading and compiling hundreds of modules is most of what a start costs.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const file = /** @type {string} */ (process.argv[2]);
const cache = `${file}.cache`;
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
const isStale = !cachedData || script.cachedDataRejected;
if (isStale) keepCode();
// A function is compiled when it is first called: a process that has done its work once knows what the next ones will need.
process.on(/** @type {any} */ ('keep code'), keepCode);

function keepCode() {
  const draft = `${cache}.${process.pid}`;
  writeFileSync(draft, script.createCachedData());
  renameSync(draft, cache);
}
