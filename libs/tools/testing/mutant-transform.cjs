// The usual transformer, but for one file, of which it is given another text.
const { resolve } = require('node:path');
const swc = require('@swc/jest');

const mutant = process.env.STOA_MUTANT ? JSON.parse(process.env.STOA_MUTANT) : null;
const root = resolve(__dirname, '../../..');
const mutated = (text, file) => {
  if (!mutant || file !== resolve(root, mutant.file)) return text;
  const parts = text.split(mutant.from);
  if (parts.length !== 2) throw new Error(`The mutant does not fit ${mutant.file} any more.`);
  return parts.join(mutant.to);
};

module.exports = {
  createTransformer(options) {
    const usual = swc.createTransformer(options);
    return {
      ...usual,
      process: (text, file, more) => usual.process(mutated(text, file), file, more),
      processAsync: (text, file, more) => usual.processAsync(mutated(text, file), file, more),
      getCacheKey: (text, file, ...more) => usual.getCacheKey(mutated(text, file), file, ...more),
    };
  },
};
