import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { createInputChecker } from '../../../server/http/input.js';
import type { Route } from '../../../server/http/route.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { prepareSite, temporaryFolder } from '../../helper/prepared-site.js';

/** What a check threw, unless it only refused the value. */
function faultOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return typeof (error as { status?: unknown }).status === 'number' ? undefined : String(error);
  }
}

describe('http/schemas', () => {
  it('compiles the schemas of every route of the product, which the server does only when they are needed', async () => {
    const folder = temporaryFolder('schemas');
    const url = `sqlite:${folder}/trellis.db`;
    const routes = await prepareSite(
      { url, dataFolder: folder },
      async (site): Promise<readonly Route[]> => site.routes,
    );
    const createChecker = createAjvChecker();
    const faults = routes.flatMap((route) => {
      const checker = createInputChecker(route, createChecker);
      const checks = [() => checker.fits({}), () => checker.query({}), () => checker.body({})];
      return checks.map(faultOf).flatMap((fault) => (fault === undefined ? [] : [`${route.path}: ${fault}`]));
    });
    expect(routes.length).to.be.greaterThan(30);
    expect(faults).to.deep.equal([]);
  });

  it('would tell of one that cannot be compiled', () => {
    const route = { query: Type.Unsafe({ type: 'no such type' }) } as unknown as Route;
    expect(faultOf(() => createInputChecker(route, createAjvChecker()).query({}))).to.be.a('string');
  });
});
