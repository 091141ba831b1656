// The line of contexts, as data: the boundaries of the linter, the tidy tests and the context map in docs/ are made from it.

/** A context may import only contexts to its left. To its right it can only tell: publish an event. */
export const line = [
  'tenancy', 'content', 'identity', 'privacy', 'compliance', 'tax', 'ledger', 'vendors', 'catalog', 'pricing', 'inventory', 'shipping',
  'customers', 'orders', 'risk', 'payments', 'checkout', 'returns', 'invoicing', 'payouts', 'search', 'reviews', 'messaging', 'notifications',
  'webhooks', 'reporting', 'workspace', 'analytics',
];

/** Who may depend on whom, for `@nx/enforce-module-boundaries`: by the tags in each project.json. */
export const depConstraints = [
  // Nx refuses every import of a project that no constraint matches.
  ...['type:app', 'type:tools'].map((sourceTag) => ({ sourceTag, onlyDependOnLibsWithTags: ['*'] })),
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:platform'] },
  { sourceTag: 'type:events', onlyDependOnLibsWithTags: ['type:platform', 'type:events'] },
  { sourceTag: 'type:web', onlyDependOnLibsWithTags: ['type:web'] },
  ...line.map((name, index) => ({
    sourceTag: `context:${name}`,
    onlyDependOnLibsWithTags: ['type:platform', 'type:events', ...line.slice(0, index + 1).map((left) => `context:${left}`)],
  })),
];

/**
 * Why the file of a context may not import a package, or null when it may.
 * @param {string} file @param {string} imported
 */
export function forbiddenImport(file, imported) {
  const importer = /^libs\/contexts\/([a-z]+)\//.exec(file)?.[1];
  const wanted = /^@stoa\/([a-z-]+)/.exec(imported)?.[1];
  if (!importer || !wanted || wanted === 'platform' || wanted === 'events' || wanted === importer) return null;
  if (wanted === 'tools' && /\.test\.ts$/.test(file)) return null;
  const [from, to] = [line.indexOf(importer), line.indexOf(wanted)];
  if (to === -1) return `${importer} knows only contexts, events and the platform`;
  if (to > from) return `${wanted} stands to the right of ${importer}: tell it by an event (libs/events), do not call it`;
  const path = imported.slice(`@stoa/${wanted}`.length);
  if (path === '') return null;
  // A test may build its world with the builders of those to its left, and let them hear what happened.
  if (/(\.test|\/testing)\.ts$/.test(file) && ['/testing', '/subscribers', '/jobs'].includes(path)) return null;
  return `${wanted} is called through its index only`;
}
