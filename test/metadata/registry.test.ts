import { expect } from 'chai';
import { createRegistry, RegistryError } from '../../metadata/registry.js';

describe('registry', () => {
  const filled = () => {
    const registry = createRegistry<{ readonly id: string }>('chart');
    registry.add({ id: 'pie' });
    registry.add({ id: 'bar' }, 'extra');
    return registry;
  };

  it('gives entries by id and lists them in the order they came', () => {
    const registry = filled();
    expect(registry.get('bar')).to.deep.equal({ id: 'bar' });
    expect(registry.find('none')).to.equal(undefined);
    expect(registry.list().map((entry) => entry.id)).to.deep.equal(['pie', 'bar']);
    expect([registry.ownerOf('pie'), registry.ownerOf('bar'), registry.ownerOf('none')]).to.deep.equal([
      'core', 'extra', undefined,
    ]); // prettier-ignore
  });

  it('refuses a second entry with the same id, naming both plugins', () => {
    expect(() => filled().add({ id: 'bar' }, 'other')).to.throw(
      RegistryError,
      /"bar" of other is already registered by extra/,
    );
  });

  it('names what is known when an id is unknown, also one that every object has', () => {
    expect(() => filled().get('toString')).to.throw(RegistryError, 'Unknown chart "toString". Known: bar, pie.');
    expect(() => createRegistry('chart').get('x')).to.throw(RegistryError, 'Known: none.');
  });

  it('takes nothing more once frozen', () => {
    const registry = filled();
    registry.freeze();
    expect(() => registry.add({ id: 'line' })).to.throw(RegistryError, /frozen/);
  });
});
