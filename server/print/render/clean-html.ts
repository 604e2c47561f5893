/**
 * Markup that a template gave, cleaned by a closed list of tags and attributes: nothing that runs or loads is left. Pictures
 * are those that stand in it as data, and codes (drawing.ts); any other address becomes its name in brackets.
 */
import type sanitizer from 'sanitize-html';
import { lazyPackage } from '../../lazy-package.js';
import { isCodeSource } from './drawing.js';

const load = lazyPackage<typeof sanitizer>('sanitize-html');

const headings = ['h1', 'h2', 'h3', 'h4'];
const tables = ['table', 'thead', 'tbody', 'tr', 'th', 'td'];
const inline = ['b', 'strong', 'i', 'em', 'u', 'span', 'br'];
const tags = [...headings, ...tables, ...inline, 'p', 'div', 'ul', 'ol', 'li', 'hr', 'img'];

/** Characters of a picture in base64. */
const mostPicture = 200_000;
const dataPicture = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+=*$/;

export function cleanHtml(html: string): string {
  return load()(html, {
    allowedTags: tags,
    allowedAttributes: {
      '*': ['style', 'class'],
      td: ['colspan'],
      th: ['colspan'],
      ol: ['start'],
      img: ['src', 'alt'],
    },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data', 'code'] },
    allowProtocolRelative: false,
    // Styles are read by a closed list of their own (css.ts).
    parseStyleAttributes: false,
    transformTags: {
      img(_name, { src = '', alt, style, class: classes }): sanitizer.Tag {
        const look = {
          ...(style === undefined ? {} : { style }),
          ...(classes === undefined ? {} : { class: classes }),
        };
        if (isCodeSource(src) || (src.length <= mostPicture && dataPicture.test(src)))
          return { tagName: 'img', attribs: { src, ...look } };
        return { tagName: 'span', attribs: { class: 'muted' }, text: `[${alt ?? '▢'}]` };
      },
    },
  });
}
