/** The contract of sources of datasets and of channels, run over the folders of all plugins. */
import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ChannelType, SourceType } from '../../metadata/contributions.js';
import { tighten } from '../../metadata/document/tighten.js';
import type { Source } from '../../metadata/schema/dataset.js';
import { languages } from '../../metadata/value.js';
import { channelServers, sourceServers } from '../../plugins/index/server.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';

const plugins = new URL('../../plugins/', import.meta.url);

async function foldersOf<T>(kind: string): Promise<readonly { readonly name: string; readonly definition: T; readonly folder: URL }[]> {
  const folders = readdirSync(plugins).map((plugin) => new URL(`${plugin}/${kind}/`, plugins)).filter((folder) => existsSync(folder));
  const found = folders.flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => ({ name, folder: new URL(`${name}/`, folder) })));
  return Promise.all(found.map(async ({ name, folder }) => ({ name, folder, definition: ((await import(new URL('schema.ts', folder).href)) as { definition: T }).definition })));
} // prettier-ignore

for (const { name, definition, folder } of await foldersOf<SourceType>('sources')) {
  describe(`sources/${name}`, () => {
    const example = JSON.parse(readFileSync(new URL('example.json', folder), 'utf8')) as Source;

    it('is named after its folder, in four languages, with an icon', () => {
      expect(definition.id).to.equal(name);
      expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
      expect(definition.icon).to.match(/^[a-z][a-z0-9-]*$/);
    });

    it('accepts its example under its own type and nothing unknown', () => {
      const check = createAjvChecker()(tighten(definition.schema));
      expect(check(example)).to.deep.equal([]);
      expect(check({ ...example, surprise: 1 })).to.not.deep.equal([]);
      expect(check({ ...example, type: 'other' })).to.not.deep.equal([]);
      expect(definition.check?.(example) ?? []).to.deep.equal([]);
    });

    it('reads by itself, or stands for the dataset of another document, one of both', () => {
      const reads = sourceServers.some(({ id }) => id === name);
      expect(reads).to.equal(definition.behind === undefined);
    });
  });
}

for (const { name, definition } of await foldersOf<ChannelType>('channels')) {
  it(`channels/${name} is named after its folder, in four languages, and can send`, () => {
    expect(definition.id).to.equal(name);
    expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
    const server = channelServers.find(({ id }) => id === name);
    expect(server).to.not.equal(undefined);
    if (definition.outside) expect(server!.isAddress).to.be.a('function');
  });
}
