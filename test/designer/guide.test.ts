/** The guide says what the screens say: what is bold in it is a text of the program, and its pictures are there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const folder = 'docs/guide';
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
const texts = ['designer/strings/en.json', 'runtime/ui/strings/en.json', 'runtime/ui/strings/later/en.json'].flatMap((path) => Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)); // prettier-ignore
const spoken = new Set(texts.map((text) => text.trim()));

describe('docs/guide', () => {
  for (const name of files) {
    const page = readFileSync(join(folder, name), 'utf8');
    it(`${name} uses the words of the screens`, () => {
      const bold = [...page.replace(/\n\s*/g, ' ').matchAll(/\*\*([^*]+)\*\*/g)].map((match) => match[1]!);
      expect(bold.length).to.be.greaterThan(0);
      expect(bold.filter((word) => !spoken.has(word) && !/^[A-Z][a-z ]+ (?:field|label|type|needed)$/.test(word))).to.deep.equal([]); // prettier-ignore
    });

    it(`${name} has its pictures`, () => {
      const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
      for (const link of links) expect(existsSync(join(folder, link)), link).to.equal(true);
    });
  }

  it('has pictures of 600 KB at most', () => {
    const pictures = readdirSync('docs/images').filter((name) => name.endsWith('.webp'));
    expect(pictures.length).to.be.greaterThan(5);
    const size = pictures.reduce((sum, name) => sum + statSync(join('docs/images', name)).size, 0);
    expect(size).to.be.lessThan(600_000);
  });
});
