import { createHash } from 'node:crypto';
import { html, Html } from './html.js';

const STYLE = `
:root { color-scheme: light dark; --body: #fafaf8; --surface: #fff; --inset: #f5f5f2; --line: #e6e5df; --control-line: #8f8d85; --ink: #1e1d1b; --ink-2: #57554f; --ink-3: #6b6961; --accent: #3558d4; --accent-hover: #2846b2; --accent-ink: #2846b2; --on-accent: #fff; --ok: #176a41; --ok-mark: #1f9d5c; --warn: #8a5200; --warn-tint: #fdf0d5; --warn-mark: #d98b00; --bad: #b3261e; --bad-mark: #d9392f; --info-mark: #4a72dd; --idle-mark: #a19f97; }
@media (prefers-color-scheme: dark) { :root { --body: #121210; --surface: #1b1b19; --inset: #222220; --line: #2d2c29; --control-line: #787670; --ink: #edece8; --ink-2: #b9b7af; --ink-3: #9d9b93; --accent: #4c6fe0; --accent-hover: #3f61d0; --accent-ink: #a4b9f7; --ok: #7fd3a4; --ok-mark: #3fb277; --warn: #f0be6a; --warn-tint: #3a2a0e; --warn-mark: #e0a02e; --bad: #ffa79c; --bad-mark: #ee6358; --info-mark: #7e9df2; --idle-mark: #817f78; } }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--body); color: var(--ink); font: 400 14px/20px 'Inter Variable', Inter, system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; } ul { list-style: none; }
h1 { font-size: 22px; line-height: 28px; font-weight: 620; letter-spacing: -0.014em; } h2 { font-size: 15px; line-height: 22px; font-weight: 600; }
a { color: var(--accent-ink); text-underline-offset: 3px; text-decoration-thickness: 1px; } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.skip { position: fixed; left: 12px; top: -60px; background: var(--ink); color: var(--body); padding: 8px 14px; border-radius: 8px; } .skip:focus { top: 12px; }
header { border-bottom: 1px solid var(--line); background: var(--surface); } .bar { max-width: 1184px; margin: 0 auto; padding: 12px 20px; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; }
.bar b { font-weight: 600; } .bar nav { display: flex; flex-wrap: wrap; gap: 4px 16px; } .bar nav a { color: var(--ink-2); text-decoration: none; padding: 4px 0; } .bar nav a[aria-current] { color: var(--ink); font-weight: 560; box-shadow: 0 2px 0 var(--accent); }
main { max-width: 1184px; margin: 0 auto; padding: 24px 20px 64px; display: grid; gap: 24px; } main > * { min-width: 0; } main.narrow { max-width: 560px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; } .card > h2 { padding: 14px 16px; border-bottom: 1px solid var(--line); } .pad { padding: 16px; } .stack { display: grid; gap: 16px; } .stack > * { min-width: 0; }
.dim { color: var(--ink-2); } .small { font-size: 13px; line-height: 18px; } .row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
.mono { font: 400 12px/18px 'Geist Mono Variable', ui-monospace, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 520; font-size: 12px; color: var(--ink-3); background: var(--inset); } th, td { padding: 10px 16px; border-bottom: 1px solid var(--line); vertical-align: top; } tr:last-child td { border-bottom: 0; }
.r { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .cur { font-size: .82em; color: var(--ink-3); margin-left: .32em; } .nowrap { white-space: nowrap; }
.state { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; } .state::before { content: ''; width: 8px; height: 8px; border-radius: 50%; background: var(--idle-mark); flex: none; } .ok::before { background: var(--ok-mark); } .bad::before { background: var(--bad-mark); } .warn::before { background: var(--warn-mark); } .info::before { background: var(--info-mark); }
.figures { display: flex; flex-wrap: wrap; gap: 12px 32px; } .figures dt { font-size: 12px; color: var(--ink-3); } .figures dd { font-size: 22px; line-height: 28px; font-weight: 540; font-variant-numeric: tabular-nums; }
.empty { padding: 24px 16px; color: var(--ink-2); } .note { background: var(--warn-tint); color: var(--warn); border-radius: 8px; padding: 10px 14px; }
label { display: grid; gap: 4px; font-weight: 540; } label small { font-weight: 400; color: var(--ink-2); } input { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--control-line); border-radius: 8px; height: 40px; padding: 0 12px; width: 100%; }
button, .button { font: inherit; font-weight: 540; height: 40px; padding: 0 16px; border-radius: 8px; border: 1px solid var(--control-line); background: var(--surface); color: var(--ink); cursor: pointer; display: inline-flex; align-items: center; text-decoration: none; } button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); } button.main:hover { background: var(--accent-hover); }
dl.pairs { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 16px; } dl.pairs dt { color: var(--ink-3); } dl.pairs dd { overflow-wrap: anywhere; }
iframe { width: 100%; height: 70vh; min-height: 420px; border: 0; background: #fff; display: block; } pre { margin: 0; padding: 16px; white-space: pre-wrap; overflow-wrap: anywhere; font: 400 12px/18px ui-monospace, monospace; } summary { padding: 14px 16px; cursor: pointer; font-weight: 600; }
.search { align-items: flex-end; } @media (max-width: 640px) { .state { white-space: normal; align-items: baseline; } main { padding: 16px 12px 48px; } .bar { padding: 10px 12px; } .wide { display: none; } th, td { padding: 10px 12px; } dl.pairs { grid-template-columns: minmax(0, 1fr); gap: 2px; } dl.pairs dd { margin-bottom: 8px; } }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Pages run no script at all, and show frames only of themselves. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; img-src 'self' data:; form-action *; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

type Place = 'payments' | 'accounts' | 'events' | 'mail' | 'peppol' | null;
const PLACES = [
  ['payments', '/', 'Payments'],
  ['accounts', '/accounts', 'Accounts'],
  ['events', '/events', 'Events'],
  ['mail', '/mail', 'Mailbox'],
  ['peppol', '/peppol', 'Peppol'],
] as const;

export function page({ title, place, isNarrow = false, body }: { title: string; place: Place; isNarrow?: boolean; body: Html }): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>${title} · Stoa sandbox</title><style>${new Html(STYLE)}</style></head>
<body><a class="skip" href="#main">To the content</a>
<header><div class="bar"><b>Stoa sandbox</b>${place !== null && html`<nav aria-label="Parts">${PLACES.map(([key, path, name]) => html`<a href="${path}"${key === place && new Html(' aria-current="page"')}>${name}</a>`)}</nav>`}<span class="dim small">No real money, no real mail</span></div></header>
<main id="main"${isNarrow && new Html(' class="narrow"')}>${body}</main></body></html>`.markup;
}

/** `457.30 EUR`, with a true minus. */
export function money(minor: number, currency: string): Html {
  const digits = currency === 'jpy' ? 0 : 2;
  const number = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.abs(minor) / 10 ** digits);
  return html`${minor < 0 ? '−' : ''}${number}<span class="cur">${currency.toUpperCase()}</span>`;
}

export function time(at: number | string): Html {
  const date = new Date(at);
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'UTC',
  }).format(date);
  return html`<time datetime="${date.toISOString()}" class="nowrap">${day} UTC</time>`;
}

export const state = (kind: 'ok' | 'bad' | 'warn' | 'info' | 'idle', words: string): Html =>
  html`<span class="state ${kind}">${words.charAt(0).toUpperCase() + words.slice(1)}</span>`;
