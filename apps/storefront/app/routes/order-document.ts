import { handDocument } from '../shop/hand-document.server.js';
import type { LoaderArgs } from '../shop/load-context.js';

export const loader = (given: LoaderArgs) => handDocument(given, '');
