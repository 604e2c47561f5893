/** Handlebars' own parser, read with its first use. What it gives is only looked at here; running is for work processes. */
import type Handlebars from 'handlebars';
import { templateParser } from '../../metadata/print/template-parser.js';
import { lazyPackage } from '../lazy-package.js';

const load = lazyPackage<typeof Handlebars>('handlebars');

/** The syntax tree with its places, or what could not be read. */
export const parseTemplate = templateParser((text) => load().parse(text));
