/** The contract every view mode keeps, run over the folders of the core plugin: a new mode is tested by being there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ViewMode } from '../../metadata/contributions.js';
import { tighten } from '../../metadata/document/tighten.js';
import { ViewSchema, type ViewDocument } from '../../metadata/schema/entity.js';
import { languages, type Language } from '../../metadata/value.js';
import { iconNames } from '../../runtime/ui/icon-names.js';
import { parseMessage } from '../../runtime/ui/message.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';

const folder = new URL('../../plugins/core/views/', import.meta.url);

const names = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());

for (const { name } of names) {
  describe(`views/${name}`, () => {
    let definition: ViewMode;
    const example = JSON.parse(readFileSync(new URL(`${name}/example.json`, folder), 'utf8')) as ViewDocument;
    const options = example.options ?? {};
    const columns = example.columns.map((column) => column.path);

    before(async () => {
      ({ definition } = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: ViewMode });
    });

    it('is named after its folder, in four languages, with an icon that is there', () => {
      expect([definition.id, example.mode]).to.deep.equal([name, name]);
      expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
      expect(iconNames).to.include(definition.icon);
    });

    it('accepts its example and no option that it does not know', () => {
      const check = createAjvChecker();
      expect(check(tighten(ViewSchema as never))(example)).to.deep.equal([]);
      const checkOptions = check(tighten(definition.options as never));
      expect(checkOptions(options)).to.deep.equal([]);
      expect(checkOptions({ ...options, surprise: 1 })).not.to.deep.equal([]);
    });

    it('asks for the same each time, for all that it needs, and leaves its options alone', () => {
      const before = JSON.stringify(options);
      const needs = definition.needs(options, columns);
      expect(needs).to.deep.equal(definition.needs(options, columns));
      for (const { path, needed } of definition.paths?.(options) ?? []) {
        if (needed) expect(needs.fields).to.include(path);
      }
      expect(JSON.stringify(options)).to.equal(before);
    });

    const words = new URL(`${name}/strings.json`, folder);
    if (existsSync(words)) itSays(words);
    else itSaysNothing(new URL(`${name}/`, folder));

    it('names paths where they stand in its options', () => {
      for (const { at, path } of definition.paths?.(options) ?? []) {
        const steps = at.split('/').slice(1);
        const found = steps.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], options);
        expect(found).to.equal(path);
      }
    });
  });
}

function itSays(file: URL): void {
  it('says each of its own words in every language, with the same values', () => {
    const strings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<Language, string>>;
    expect(strings).not.to.deep.equal({});
    const values = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]!))].sort();
    for (const [key, texts] of Object.entries(strings)) {
      expect(Object.keys(texts), key).to.deep.equal([...languages]);
      for (const text of Object.values(texts)) {
        parseMessage(text);
        const words = values(texts.en).filter((value) => !['one', 'other'].includes(value));
        expect(values(text), key).to.include.members(words);
      }
    }
  });
}

function itSaysNothing(mode: URL): void {
  it('has no words of its own, and asks for none', () => {
    for (const name of readdirSync(mode).filter((each) => each.endsWith('.ts')))
      expect(readFileSync(new URL(name, mode), 'utf8'), name).not.to.contain('strings.json');
  });
}
