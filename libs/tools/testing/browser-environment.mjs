import JsdomEnvironment from 'jest-environment-jsdom';

/**
 * A browser's window for tests of pages, named in their first line: `@jest-environment ./libs/tools/testing/browser-environment.mjs`.
 * jsdom lacks what the pages' client and components ask for: fetch and its types come from Node, what measures a screen says "a desk, light".
 */
export default class BrowserEnvironment extends JsdomEnvironment {
  async setup() {
    await super.setup();
    const { window } = this.global;
    Object.assign(window, { fetch, Request, Response, Headers, FormData: window.FormData, TextEncoder, TextDecoder, structuredClone, AbortController, AbortSignal });
    window.matchMedia = (media) => ({ media, matches: false, onchange: null, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {}, dispatchEvent: () => false });
    window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
    window.scrollTo = () => {};
    window.Element.prototype.scrollIntoView = () => {};
  }
}
