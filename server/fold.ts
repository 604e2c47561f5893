/** The server's fold: Han characters by their pinyin, so that `khgx` is no match but `kehu` finds 客户 and sorting is right. */
import { pinyin } from 'pinyin-pro';
import { createFold } from '../metadata/text.js';

/** One syllable per character, without tones, each followed by nothing: 客户 is `kehu`. Unknown characters stay. */
const toPinyin = (han: string): string =>
  pinyin(han, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }).join('');

/** Folds text for `<column>_k`: contains, startsWith, endsWith and sort. Folding a folded text changes nothing. */
export const fold: (text: string) => string = createFold(toPinyin);
