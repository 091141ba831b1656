/** What became of one mutant: killed by a test that is named, or a survivor. */
export type Verdict = { readonly mutant: string; readonly isKilled: boolean; readonly detail: string };
