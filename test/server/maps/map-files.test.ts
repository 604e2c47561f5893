import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ApiError } from '../../../server/errors.js';
import { createMapFiles } from '../../../server/maps/map-files.js';
import { temporaryFolder } from '../../helper/prepared-site.js';

describe('maps/map-files', () => {
  const folder = join(temporaryFolder('maps'), 'maps');
  const maps = createMapFiles(folder);
  const refusal = async (name: string): Promise<ApiError> => {
    try {
      await maps.read(name);
    } catch (error) {
      if (error instanceof ApiError) return error;
    }
    throw new Error(`${name} was read.`);
  };

  it('has the maps of the packages, without a folder', async () => {
    for (const name of ['countries', 'countries_fine', 'us_states']) {
      const { text, hash } = await maps.read(name);
      expect(JSON.parse(text)).to.have.property('type', 'Topology');
      expect(hash).to.match(/^[0-9a-f]{20}$/);
    }
  });

  it('has the provinces of China under their ISO codes, as shapes on a plane', async () => {
    const { features } = JSON.parse((await maps.read('china_provinces')).text) as {
      features: {
        properties: { code: string; name: Record<string, string> };
        geometry: { coordinates: number[][][][] };
      }[];
    };
    const codes = features.map(({ properties }) => properties.code);
    expect(codes)
      .to.have.length(33)
      .and.satisfy((all: string[]) => all.every((code) => /^CN-[A-Z]{2}$/.test(code)));
    expect(new Set(codes).size).to.equal(33);
    const hebei = features.find(({ properties }) => properties.code === 'CN-HE')!;
    expect(hebei.properties.name).to.include({ en: 'Hebei', 'zh-CN': '河北' });
    for (const { geometry } of features) {
      for (const [ring] of geometry.coordinates) expect(ring!.at(-1)).to.deep.equal(ring![0]);
    }
  });

  it('knows no other', async () => {
    for (const name of ['nowhere', 'constructor', '../countries']) expect((await refusal(name)).status).to.equal(404);
  });

  it('reads an administrator’s file instead, and again when it changes', async () => {
    mkdirSync(folder, { recursive: true });
    const own = { type: 'FeatureCollection', features: [] };
    writeFileSync(join(folder, 'countries.json'), JSON.stringify(own));
    const first = await maps.read('countries');
    expect(JSON.parse(first.text)).to.deep.equal(own);
    writeFileSync(join(folder, 'countries.json'), JSON.stringify({ ...own, name: 'newer' }));
    utimesSync(join(folder, 'countries.json'), new Date(), new Date(Date.now() + 60_000));
    const second = await maps.read('countries');
    expect(JSON.parse(second.text)).to.have.property('name', 'newer');
    expect(second.hash).to.not.equal(first.hash);
  });

  it('says what is wrong with a file that is no map, without its path', async () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    writeFileSync(join(folder, 'other.json'), '{"type":"Feature"}');
    writeFileSync(join(folder, 'list.json'), 'null');
    for (const name of ['broken', 'other', 'list']) {
      const error = await refusal(name);
      expect([error.status, error.code]).to.deep.equal([422, 'BAD_MAP']);
      expect(error.message).to.include(`${name}.json`).and.not.include(folder);
    }
  });
});
