/** The contract every widget keeps, run over the folders of all plugins: a new widget is tested by being there. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { WidgetType } from '../../metadata/contributions.js';
import { tighten } from '../../metadata/document/tighten.js';
import { WidgetSchema, type WidgetDocument } from '../../metadata/schema/dashboard.js';
import { languages } from '../../metadata/value.js';
import { interfaceIcons } from '../../runtime/ui/icons/interface.js';
import { subjectIcons } from '../../runtime/ui/icons/subjects.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';

const folder = new URL('../../plugins/core/widgets/', import.meta.url);

for (const name of readdirSync(folder)) {
  describe(`widgets/${name}`, () => {
    let definition: WidgetType;
    const example = JSON.parse(readFileSync(new URL(`${name}/example.json`, folder), 'utf8')) as WidgetDocument;
    const options = example.options ?? {};

    before(async () => {
      ({ definition } = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: WidgetType });
    });

    it('is named after its folder, in four languages, with an icon that is there', () => {
      expect(definition.id).to.equal(name);
      expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
      expect({ ...interfaceIcons, ...subjectIcons }).to.have.property(definition.icon);
    });

    it('accepts its example and no option that it does not know', () => {
      const check = createAjvChecker();
      expect(check(tighten(WidgetSchema as never))(example)).to.deep.equal([]);
      const checkOptions = check(tighten(definition.options as never));
      expect(checkOptions(options)).to.deep.equal([]);
      // A chart's options are those of its chart type, which its own contract closes.
      if (name !== 'chart') expect(checkOptions({ ...options, surprise: 1 })).not.to.deep.equal([]);
    });

    it('asks for the same rows each time, its own dataset first, and leaves its options alone', () => {
      const before = JSON.stringify(options);
      const asked = definition.requests(options, example.dataset);
      expect(asked).to.deep.equal(definition.requests(options, example.dataset));
      if (example.dataset !== undefined) expect(asked[0]).to.equal(example.dataset);
      expect(new Set(asked).size).to.equal(asked.length);
      expect(JSON.stringify(options)).to.equal(before);
    });

    it('mentions documents and actions where they stand in its options', () => {
      const { documents = [], actions = [], expressions = [] } = definition.mentions?.(options) ?? {};
      const at = (pointer: string) =>
        pointer
          .split('/')
          .slice(1)
          .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], options);
      for (const each of documents) expect(at(each.at)).to.equal(each.name);
      for (const each of actions) expect(at(each.at)).to.equal(each.action);
      for (const each of expressions) expect(at(each.at)).to.equal(each.text);
    });
  });
}
