import type { Block, Letter } from './message.js';

const INK = '#1f2328';
const DIM = '#5b6570';
const PAPER = '#f4f2ee';
const FONT = "font-family:'Hanken Grotesk',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A letter as HTML that mail programs of the last twenty years show: one table in another, styles on the elements, nothing loaded from outside. */
export function toHtml(letter: Letter): string {
  const { brand } = letter;
  const body = letter.blocks.map((block) => htmlOf(block, letter)).join('\n');
  const footer = letter.footer.map((line) => `<p style="margin:0 0 4px;${FONT};font-size:13px;line-height:19px;color:${DIM}">${escape(line)}</p>`).join('');
  return `<!doctype html>
<html lang="${escape(letter.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escape(letter.subject)}</title></head>
<body style="margin:0;padding:0;background:${PAPER}">
<div style="display:none;max-height:0;overflow:hidden">${escape(letter.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border-top:6px solid ${brand.color}">
<tr><td style="padding:28px 32px 0;${FONT};font-size:24px;line-height:30px;font-weight:700;color:${brand.color}">${escape(brand.name)}</td></tr>
<tr><td style="padding:16px 32px 28px">
${body}
</td></tr>
<tr><td style="padding:20px 32px 28px;border-top:1px solid #e3e5e8">${footer}</td></tr>
</table></td></tr></table></body></html>`;
}

/** The same as plain text, for those who read it so. */
export function toText(letter: Letter): string {
  const body = letter.blocks.map(textOf).join('\n\n');
  return `${letter.brand.name}\n\n${body}\n\n-- \n${letter.footer.join('\n')}\n`;
}

function htmlOf(block: Block, { brand }: Letter): string {
  switch (block.kind) {
    case 'title':
      return `<h1 style="margin:0 0 12px;${FONT};font-size:26px;line-height:32px;font-weight:700;color:${INK}">${escape(block.text)}</h1>`;
    case 'text':
      return `<p style="margin:0 0 16px;${FONT};font-size:16px;line-height:25px;color:${INK}">${escape(block.text)}</p>`;
    case 'small':
      return `<p style="margin:0 0 22px;${FONT};font-size:14px;line-height:21px;color:${DIM}">${escape(block.text)}</p>`;
    case 'button':
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:4px 0 22px"><tr><td style="background:${brand.color};border-radius:6px"><a href="${escape(block.url)}" style="display:inline-block;padding:13px 24px;${FONT};font-size:16px;font-weight:600;color:${brand.onColor};text-decoration:none">${escape(block.label)}</a></td></tr></table>`;
    case 'rows': {
      const title = block.title === null ? '' : `<tr><td colspan="2" style="padding:0 0 6px;${FONT};font-size:15px;font-weight:700;color:${INK}">${escape(block.title)}</td></tr>`;
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">${title}${block.rows.map(htmlRow).join('')}</table>`;
    }
  }
}

function htmlRow(row: Extract<Block, { kind: 'rows' }>['rows'][number]): string {
  const weight = row.isStrong ? 'font-weight:700;font-size:17px' : 'font-size:15px';
  const detail = row.detail === null ? '' : `<br><span style="font-size:13px;font-weight:400;color:${DIM}">${escape(row.detail)}</span>`;
  return `<tr><td style="padding:7px 12px 7px 0;border-top:1px solid #e3e5e8;${FONT};${weight};line-height:21px;color:${INK}">${escape(row.label)}${detail}</td>`
    + `<td align="right" valign="top" style="padding:7px 0;border-top:1px solid #e3e5e8;${FONT};${weight};line-height:21px;color:${INK};white-space:nowrap">${escape(row.value)}</td></tr>`;
}

function textOf(block: Block): string {
  if (block.kind === 'button') return `${block.label}:\n${block.url}`;
  if (block.kind !== 'rows') return block.text;
  const rows = block.rows.map((row) => `  ${row.label}${row.detail === null ? '' : ` (${row.detail})`}: ${row.value}`);
  return [...(block.title === null ? [] : [block.title]), ...rows].join('\n');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
