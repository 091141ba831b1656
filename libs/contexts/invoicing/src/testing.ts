import { diskFiles, type FileStore } from '@stoa/platform/files';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A store of files in a directory of its own. */
export const filesForTests = (): FileStore => diskFiles(mkdtempSync(join(tmpdir(), 'stoa-files-')));
