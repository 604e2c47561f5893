import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sharedStyles } from '../../runtime/ui/shared-styles.js';

const ui = join(import.meta.dirname, '../../runtime/ui');
const texts = sharedStyles.map((sheet) => sheet.cssText).join('\n');
const plain = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};:,>])\s*/g, '$1')
    .replace(/'/g, '"')
    .replace(/;}/g, '}');

describe('ui/shared-styles', () => {
  it('has the element rules for buttons and check boxes that tokens.css ends with', () => {
    const tokens = readFileSync(join(ui, 'tokens.css'), 'utf8');
    const shared = plain(texts);
    const rules = tokens
      .slice(tokens.indexOf('put them there too. ----') + 30)
      .split('\n')
      .filter((line) => /^vaadin-(button|checkbox)\b/.test(line));
    expect(rules.length).to.be.greaterThan(4);
    for (const rule of rules) expect(shared, rule).to.contain(plain(rule));
  });

  it('paints with tokens: no colour of its own outside light-dark()', () => {
    const shared = texts.replace(/light-dark\([^)]*\)/g, '').replace(/url\([^)]*\)/g, '');
    expect(shared.match(/#[0-9a-fA-F]{6}\b/g) ?? []).to.deep.equal([]);
  });
});
