import { logoRefused } from './theme.errors.js';

const ELEMENTS = new Set(['svg', 'g', 'path', 'circle', 'rect', 'ellipse', 'line', 'polyline', 'polygon', 'title']);
const ATTRIBUTES = new Set([
  'viewBox', 'xmlns', 'width', 'height', 'd', 'cx', 'cy', 'r', 'rx', 'ry', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'points', 'fill', 'fill-rule', 'clip-rule', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'transform', 'opacity', 'aria-hidden', 'role',
]);
const LIMIT = 20_000;
const TAG = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<>&]*")*)\s*(\/?)>/g;

/** Shapes alone, in currentColor: an allow-list of elements and attributes, no script, style, link or reference. Answers the mark as it may be written into a page. */
export function checkLogo(svg: string): string {
  const text = svg.trim();
  if (text.length > LIMIT) throw logoRefused('it has more than 20,000 characters.');
  if (!text.startsWith('<svg') || !text.endsWith('</svg>')) throw logoRefused('it must be one <svg> element.');
  const between = text.replaceAll(TAG, (_tag, _closing: string, element: string, attributes: string) => {
    if (!ELEMENTS.has(element)) throw logoRefused(`the element ${element} is not allowed.`);
    for (const [, name, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      if (!ATTRIBUTES.has(name!)) throw logoRefused(`the attribute ${name!} is not allowed.`);
      if (/url\(|javascript:|expression/i.test(value!)) throw logoRefused('it refers to something outside itself.');
    }
    return '';
  });
  // Only the words of a <title> may stand between tags.
  if (/[<>&]/.test(between)) throw logoRefused('it is not plain, well-formed SVG with quoted attributes.');
  return text;
}
