export declare const line: readonly string[];
export declare const depConstraints: readonly { sourceTag: string; onlyDependOnLibsWithTags: readonly string[] }[];
export declare function forbiddenImport(file: string, imported: string): string | null;
