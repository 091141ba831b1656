/** A path of this site to go back to; whatever else a form may have been made to say leads home. */
export function safeBack(value: FormDataEntryValue | null): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';
}
