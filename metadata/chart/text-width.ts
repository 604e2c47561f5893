/** How much room text takes, estimated: compiled charts must not measure, and need not be exact. */

const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const narrow = /[iljtfr.,:;'’|!()[\] ]/;

/** Pixels of a text in the chart's font, Han a step larger as it is drawn; rather too many than too few. */
export function textWidth(text: string, size = 11): number {
  let em = 0;
  for (const letter of text)
    em += wide.test(letter)
      ? 12 / 11
      : narrow.test(letter)
        ? 0.34
        : /[A-Zmw%]/.test(letter)
          ? 0.72
          : /\d/.test(letter)
            ? 0.63
            : 0.58;
  return em * size;
}

/** The text, or its beginning with an ellipsis; empty where not even three letters fit. */
export function cutText(text: string, room: number, size = 11): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  let width = textWidth('…', size);
  let kept = 0;
  while (kept < letters.length && (width += textWidth(letters[kept]!, size)) <= room) kept++;
  const least = wide.test(text) ? 1 : 3;
  return kept < least ? '' : `${letters.slice(0, kept).join('').trimEnd()}…`;
}

/** Lines of at most `room` pixels, broken between words (Han anywhere); the last is cut. */
export function wrapText(text: string, room: number, lines = 2, size = 11): readonly string[] {
  const words = text.match(wide.test(text) ? /[\u0020-\u10ff]+|./gu : /\S+\s*/g) ?? [];
  const broken: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && broken.length < lines - 1 && textWidth((line + word).trimEnd(), size) > room) {
      broken.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  broken.push(line.trimEnd());
  return broken.map((each) => (each === '' ? '' : cutText(each, room, size) || `${[...each][0]}…`));
}
