import { expect } from 'chai';
import fc from 'fast-check';
import { contrast } from '../../../metadata/chart/colour.js';
import { coloursOf, darkColours } from '../../../runtime/report/style-colours.js';

const surface = '#16181c';
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('runtime/report/style-colours', () => {
  it('says nothing about colours that a style leaves alone', () => {
    expect(coloursOf({})).to.deep.equal({});
    expect(coloursOf({ color: '#7f1d1d' })).to.not.have.property('background');
  });

  it('keeps the colours of paper in the light, and strong fills in the dark too', () => {
    expect(coloursOf({ color: '#7f1d1d', fill: '#fbdfdc' }).color).to.match(/^light-dark\(#7f1d1d, /);
    expect(coloursOf({ fill: '#1d4ed8' }).background).to.equal('#1d4ed8');
  });

  it('makes of a pale fill a tint of the dark surface', () => {
    const { background } = darkColours({ fill: '#dcf1e2' });
    expect(contrast(background!, surface)).to.be.lessThan(2);
    expect(background).to.not.equal('#dcf1e2');
  });

  it('can be read in the dark, whatever a document states', () => {
    fc.assert(
      fc.property(fc.option(colour, { nil: undefined }), fc.option(colour, { nil: undefined }), (color, fill) => {
        if (!color && !fill) return true;
        const night = darkColours({ ...(color && { color }), ...(fill && { fill }) });
        return contrast(night.color, night.background ?? surface) >= 4.5;
      }),
    );
  });
});
