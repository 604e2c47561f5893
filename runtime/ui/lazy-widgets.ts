/** Elements that views of widgets draw and that are loaded with the first of them. Call while rendering. */
import { lazyParts } from './lazy-parts.js';

/** `<tr-markdown>`. */
export const lazyMarkdown = lazyParts(() => import('./markdown.js'));
/** `<tr-report-frame>`. */
export const lazyReport = lazyParts(() => import('../report/report-frame.js'));
