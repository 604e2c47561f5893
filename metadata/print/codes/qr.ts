/**
 * QR codes (ISO/IEC 18004), model 2: text as UTF-8 bytes, level M (15 % of the modules may be lost), versions 1 to 20, which
 * hold 666 bytes; the mask by the standard's four rules. Pure.
 */
import { utf8 } from '../../utf8.js';

/** Of level M by version: check words of a block, and blocks. */
const checkWords = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const mostVersion = checkWords.length;

/** Rows of modules, true is dark, without the blank around it; undefined: the text is longer than fits. */
export function qrModules(text: string): readonly (readonly boolean[])[] | undefined {
  const bytes = utf8(text);
  for (let version = 1; version <= mostVersion; version++) {
    const room = dataWords(version);
    const bits = (isPlain(bytes) ? 0 : 12) + 4 + (version < 10 ? 8 : 16) + bytes.length * 8;
    if (bits <= room * 8) return new Drawing(version).draw(allWords(dataOf(bytes, version), version));
  }
  return undefined;
}

/** Modules that are neither patterns nor format, in words. */
function allModules(version: number): number {
  const aligned = Math.floor(version / 7) + 2;
  const alignment = version === 1 ? 0 : (25 * aligned - 10) * aligned - 55 + (version >= 7 ? 36 : 0);
  return Math.floor(((16 * version + 128) * version + 64 - alignment) / 8);
}
const dataWords = (version: number): number => allModules(version) - checkWords[version - 1]! * blockCounts[version - 1]!; // prettier-ignore

/** Letters that are the same in every encoding; of others readers guess, where it is not said which it is. */
const isPlain = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** That it is UTF-8 (ECI 26) where it matters, mode, length, bytes, end and filling words. */
export function dataOf(bytes: Uint8Array, version: number): readonly number[] {
  const bits: number[] = [];
  const push = (value: number, count: number): void => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  if (!isPlain(bytes)) push(0x71a, 12);
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const room = dataWords(version) * 8;
  push(0, Math.min(4, room - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const words = Array.from({ length: bits.length / 8 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
  for (let filling = 0xec; words.length < room / 8; filling ^= 0xfd) words.push(filling);
  return words;
}

/** Blocks with their check words, read across: first words first. */
function allWords(data: readonly number[], version: number): readonly number[] {
  const [count, check] = [blockCounts[version - 1]!, checkWords[version - 1]!];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks: (readonly number[])[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const length = short + (i < count - longer ? 0 : 1);
    blocks.push(data.slice(at, (at += length)));
  }
  const checks = blocks.map((block) => remainder(block, check));
  const across = (lists: readonly (readonly number[])[]): number[] =>
    Array.from({ length: Math.max(...lists.map((list) => list.length)) }).flatMap((_, i) =>
      lists.flatMap((list) => (i < list.length ? [list[i]!] : [])),
    );
  return [...across(blocks), ...across(checks)];
}

/** Multiplies in the field of 256 elements by the polynomial 0x11d. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> i) & 1) * a;
  }
  return product;
}

/** Check words of Reed and Solomon. */
export function remainder(data: readonly number[], degree: number): readonly number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    for (let j = 0; j < degree; j++) divisor[j] = multiply(divisor[j]!, root) ^ (divisor[j + 1] ?? 0);
  }
  const rest = Array<number>(degree).fill(0);
  for (const word of data) {
    const factor = word ^ rest.shift()!;
    rest.push(0);
    divisor.forEach((each, i) => (rest[i]! ^= multiply(each, factor)));
  }
  return rest;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The square of one version. Long bit operations are those of the standard's annexes C and D. */
class Drawing {
  readonly size: number;
  readonly #dark: boolean[][];
  /** Patterns and format: no data, no mask. */
  readonly #taken: boolean[][];

  constructor(readonly version: number) {
    this.size = version * 4 + 17;
    const square = () => Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false));
    this.#dark = square();
    this.#taken = square();
  }

  draw(words: readonly number[]): readonly (readonly boolean[])[] {
    this.#patterns();
    this.#format(0);
    this.#data(words);
    const scored = masks.map((_mask, i) => {
      this.#mask(i);
      this.#format(i);
      const score = penalty(this.#dark);
      this.#mask(i);
      return { i, score };
    });
    const best = scored.reduce((a, b) => (b.score < a.score ? b : a)).i;
    this.#mask(best);
    this.#format(best);
    return this.#dark;
  }

  #set(x: number, y: number, dark: boolean): void {
    this.#dark[y]![x] = dark;
    this.#taken[y]![x] = true;
  }

  #patterns(): void {
    const { size, version } = this;
    for (let i = 0; i < size; i++) {
      this.#set(6, i, i % 2 === 0);
      this.#set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) this.#finder(x, y); // prettier-ignore
    const places = alignmentPlaces(version, size);
    const last = places.length - 1;
    places.forEach((x, i) =>
      places.forEach((y, j) => {
        const isFinder = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
        if (!isFinder) this.#alignment(x, y);
      }),
    );
    if (version >= 7) this.#version();
  }

  #finder(x: number, y: number): void {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        const [atX, atY] = [x + dx, y + dy];
        if (atX >= 0 && atX < this.size && atY >= 0 && atY < this.size) this.#set(atX, atY, ring !== 2 && ring !== 4);
      }
    }
  }

  #alignment(x: number, y: number): void {
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) this.#set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  }

  #version(): void {
    let rest = this.version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const dark = ((bits >>> i) & 1) === 1;
      const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
      this.#set(a, b, dark);
      this.#set(b, a, dark);
    }
  }

  #format(mask: number): void {
    // Level M is 00.
    let rest = mask;
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const dark = (i: number): boolean => ((bits >>> i) & 1) === 1;
    const { size } = this;
    for (let i = 0; i <= 5; i++) this.#set(8, i, dark(i));
    this.#set(8, 7, dark(6));
    this.#set(8, 8, dark(7));
    this.#set(7, 8, dark(8));
    for (let i = 9; i < 15; i++) this.#set(14 - i, 8, dark(i));
    for (let i = 0; i < 8; i++) this.#set(size - 1 - i, 8, dark(i));
    for (let i = 8; i < 15; i++) this.#set(8, size - 15 + i, dark(i));
    this.#set(8, size - 8, true);
  }

  /** In pairs of columns from the right, up and down in turn. */
  #data(words: readonly number[]): void {
    const { size } = this;
    let at = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        for (const x of [right, right - 1]) {
          const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
          if (this.#taken[y]![x] || at >= words.length * 8) continue;
          this.#dark[y]![x] = ((words[at >>> 3]! >>> (7 - (at & 7))) & 1) === 1;
          at++;
        }
      }
    }
  }

  #mask(index: number): void {
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        if (!this.#taken[y]![x] && masks[index]!(x, y)) this.#dark[y]![x] = !this.#dark[y]![x];
      }
    }
  }
}

function alignmentPlaces(version: number, size: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - (count - 2 - i) * step)];
}

/** How hard a square is to read: long runs, blocks, what looks like a corner, too much of one colour. */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const across = dark.map((row) => row.map((each) => (each ? '1' : '0')).join(''));
  const down = dark.map((_row, x) => dark.map((row) => (row[x] ? '1' : '0')).join(''));
  let score = 0;
  for (const line of [...across, ...down]) {
    for (const [run] of line.matchAll(/1{5,}|0{5,}/g)) score += run.length - 2;
    for (const corner of ['10111010000', '00001011101']) {
      for (let at = line.indexOf(corner); at >= 0; at = line.indexOf(corner, at + 1)) score += 40;
    }
  }
  let count = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (dark[y]![x]) count++;
      if (x > 0 && y > 0 && dark[y]![x] === dark[y]![x - 1] && dark[y]![x] === dark[y - 1]![x] && dark[y]![x] === dark[y - 1]![x - 1]) score += 3; // prettier-ignore
    }
  }
  return score + Math.floor(Math.abs((count * 20) / (size * size) - 10)) * 10;
}
