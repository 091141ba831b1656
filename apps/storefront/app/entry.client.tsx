import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { learn } from './words/words.js';

// The page is read before this runs; it comes to life as soon as its words are here, which were asked for beside this script.
await learn(document.documentElement.lang);
startTransition(() => {
  hydrateRoot(document, <StrictMode><HydratedRouter /></StrictMode>);
});
