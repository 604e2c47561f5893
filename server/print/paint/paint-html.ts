/** Documents as one page of HTML that stands by itself: made of the tree alone, so that only what the lists allow can be in it. */
import { declarationsOf } from '../render/css.js';
import { pathOf, readCode } from '../render/drawing.js';
import type { Drawing } from '../layout/types.js';
import type { Markup } from '../render/parse-html.js';

const voids = new Set(['br', 'hr', 'img']);

export function paintHtml(
  documents: readonly (readonly Markup[])[],
  { title, language }: { readonly title: string; readonly language: string },
): string {
  const style =
    'body{margin:0;font:9.5pt/1.45 "Noto Sans SC","Noto Sans",system-ui,sans-serif;color:#111827;background:#fff}' +
    'article{box-sizing:border-box;max-width:210mm;margin:0 auto;padding:15mm}article+article{break-before:page}' +
    'h1,h2,h3,h4,p,ul,ol{margin:0}ul,ol{padding-left:1.6em}table{border-collapse:collapse;width:100%}td,th{text-align:inherit;vertical-align:top}hr{border:0}img{max-width:100%}';
  const articles = documents
    .map((tree) => `<article>${tree.map((each) => write(each, '')).join('')}</article>`)
    .join('\n');
  return `<!doctype html>\n<html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>\n<body>${articles}</body></html>\n`;
}

function write(markup: Markup, tableClass: string): string {
  if (typeof markup === 'string') return escaped(markup);
  const { tag, attributes, children } = markup;
  const code = tag === 'img' ? readCode(attributes['src'] ?? '') : undefined;
  if (code) return picture(code);
  const style = declarationsOf(tag, attributes, tableClass)
    .map(([property, value]) => `${property}:${value}`)
    .join(';');
  const kept = ['colspan', 'start', 'src'].flatMap((name) => {
    const value = attributes[name];
    return value === undefined ? [] : [` ${name}="${escaped(value)}"`];
  });
  const head = `<${tag}${kept.join('')}${style ? ` style="${escaped(style)}"` : ''}>`;
  if (voids.has(tag)) return head;
  const inner = tag === 'table' ? (attributes['class'] ?? '') : tableClass;
  return `${head}${children.map((child) => write(child, inner)).join('')}</${tag}>`;
}

/** In the document itself: sharp at any size. */
function picture(code: Drawing): string {
  const size = `width="${Math.round(code.width)}" height="${Math.round(code.height)}" viewBox="0 0 ${code.columns} ${code.rows}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} preserveAspectRatio="none"><path d="${pathOf(code, 0, 0, code.columns, code.rows)}" fill="#000000"/></svg>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each]!);
