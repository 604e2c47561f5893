/**
 * What companies are called besides their name, in folded words. The list follows the entity legal forms of ISO 20275
 * in the languages that our users write most; it is short on purpose: a word that is also a name (`group`, `trading`,
 * `集团`) is none.
 */

/** Words at either end of a name: `acme ltd`, `pt acme`. Dots between letters are gone: `S.A. de C.V.` is `sa de cv`. */
export const legalForms: ReadonlySet<string> = new Set([
  ...['ltd', 'limited', 'inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'llc', 'llp', 'lp', 'plc', 'cic'],
  ...['pte', 'pty', 'pvt', 'private', 'public', 'sdn', 'bhd', 'berhad', 'pt', 'tbk', 'unlimited'],
  ...['gmbh', 'ggmbh', 'mbh', 'ag', 'kg', 'kgaa', 'ohg', 'gbr', 'ug', 'eg', 'ek', 'ev', 'se'],
  ...['sa', 'sas', 'sasu', 'sarl', 'eurl', 'snc', 'sci', 'scop', 'scs', 'sca'],
  ...['sl', 'slu', 'sau', 'slne', 'scl', 'scoop', 'sc', 'cv', 'cb', 'sapi', 'ltda', 'eirl', 'spa', 'srl', 'srls', 'sapa'],
  ...['bv', 'nv', 'vof', 'bvba', 'cvba', 'sprl', 'ab', 'hb', 'oy', 'oyj', 'ky', 'as', 'asa', 'aps', 'ivs', 'is', 'hf', 'ehf'],
  ...['sro', 'spol', 'ks', 'doo', 'dd', 'zoo', 'spzoo', 'kft', 'zrt', 'nyrt', 'bt', 'rt', 'ood', 'eood', 'ead'],
  ...['ooo', 'oao', 'zao', 'pao', 'ooo', 'ооо', 'оао', 'зао', 'пао', 'ао', 'тоо', 'jsc', 'ojsc', 'cjsc', 'pjsc', 'fze', 'fzco', 'wll'],
  ...['kk', 'gk', 'yk', 'kabushiki', 'kaisha', 'kaisya', 'godo', 'yugen'],
]); // prettier-ignore

/** Between and before legal forms: taken away only when one of those was. */
export const joiningWords: ReadonlySet<string> = new Set(['and', 'de', 'y', 'et', 'und', 'e', 'z', 'o', 'the']);

/** Of scripts without spaces, the longest first; at either end of a run of characters. */
export const unspacedForms: readonly string[] = [
  ...['股份有限公司', '有限責任公司', '有限责任公司', '責任有限公司', '股份公司', '有限公司', '無限公司', '公司'],
  ...['株式会社', '株式會社', '有限会社', '合同会社', '合資会社', '合名会社', '주식회사', '유한회사', '유한책임회사'],
].sort((a, b) => b.length - a.length);

/** In brackets, as ㈱ reads once it is folded. */
export const bracketedForms = /[(（](?:株|有|合|資|주|유)[)）]/g;
