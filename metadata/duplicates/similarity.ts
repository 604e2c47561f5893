/**
 * How alike two texts are, from 0 to 1: the pairs of neighbouring letters that they have in common, twice their number by
 * that of all pairs. The measure of L. R. Dice, "Measures of the Amount of Ecologic Association Between Species", Ecology
 * 26 (1945), and T. Sørensen (1948), over pairs of letters as in W. B. Frakes and R. Baeza-Yates, "Information Retrieval"
 * (1992), chapter 8. Words in another order count little, one wrong letter costs two pairs.
 */

/** Pairs count as often as they are there: `night` and `nacht` have one of four in common, 0.25. Symmetric; 1 for equal texts. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of right) {
    const held = counts.get(pair) ?? 0;
    if (held === 0) continue;
    common += 1;
    counts.set(pair, held - 1);
  }
  return (2 * common) / (left.length + right.length);
}

function pairsOf(text: string): readonly string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, i) => letters[i]! + letter);
}
