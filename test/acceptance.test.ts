/** docs/acceptance.md names tests that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const text = readFileSync(join(import.meta.dirname, '../docs/acceptance.md'), 'utf8');

/** `browser/list` some title, up to the next one or the end of the cell. */
const named = [...text.matchAll(/`((?:[a-z]+\/)+[\w-]+)` ([^·|\n]+?) (?=·|\|)/g)].map(([, file, title]) => ({
  file: file!,
  title: title!,
}));

/** How a test of this title begins in its source; `…` is whatever stands there. Each screen has a test of its own name. */
function beginning(title: string): RegExp {
  if (title === 'each screen') return /\bit\(screen\.name,/;
  const parts = title.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`\\b(?:it|once)\\(\\s*['"\`]${parts.join('[^\\n]*')}['"\`],`);
}

describe('acceptance', () => {
  it('names files and titles of tests that are there', () => {
    expect(named.length).to.be.greaterThan(120);
    const missing = named.filter(({ file, title }) => {
      // Cases that several suites share stand in a plain file: helper/screens, contract/jobs.
      const paths = [`${file}.test.ts`, `${file}.ts`].map((name) => join(import.meta.dirname, name));
      const path = paths.find((each) => existsSync(each));
      if (path === undefined) return true;
      return !beginning(title).test(readFileSync(path, 'utf8'));
    });
    expect(missing.map(({ file, title }) => `${file}: ${title}`)).to.deep.equal([]);
  });

  it('has a test in every line', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|what \||task \||clause \|)/.test(line)); // prettier-ignore
    expect(rows.filter((line) => !/`[a-z/-]+\/[\w-]+` /.test(line))).to.deep.equal([]);
  });
});
