import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import { sourceStack } from '../../server/source-stack.js';

describe('source-stack', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'trellis-stack-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('names the source of a bundled line, and leaves other lines as they are', async () => {
    const lines = [
      'function fall(): never {',
      "  throw new Error('down');",
      '}',
      'try {',
      '  fall();',
      '} catch (error) {',
      '  console.log((error as Error).stack);',
      '}',
    ];
    writeFileSync(join(folder, 'thrower.ts'), lines.join('\n'));
    const outfile = join(folder, 'out', 'bundle.mjs');
    await build({
      absWorkingDir: folder, entryPoints: ['thrower.ts'], outfile, bundle: true, format: 'esm', sourcemap: true,
      minifyWhitespace: true, logLevel: 'error',
    }); // prettier-ignore
    // In a process of its own: tsx maps the stacks of this one.
    const stack = execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trimEnd();
    const [title, first, ...others] = sourceStack(stack).split('\n');
    expect(title).to.equal('Error: down');
    expect(first).to.match(/^ +at fall \(thrower\.ts:2:\d+\)$/);
    expect(others.at(-1)).to.equal(stack.split('\n').at(-1));
  });
});
