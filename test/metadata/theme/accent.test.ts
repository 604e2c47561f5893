import { expect } from 'chai';
import fc from 'fast-check';
import { accentColours, chartOnDark, grounds, type Scheme } from '../../../metadata/theme/accent.js';
import { contrast, hexOfOklch, oklchOf } from '../../../metadata/theme/colour.js';
import { checkPalette, standardPalette } from '../../../metadata/theme/palette.js';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
const schemes: readonly Scheme[] = ['light', 'dark'];

describe('theme/accent', () => {
  it('holds contrast in light and dark, whatever the accent', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom(...schemes), (accent, scheme) => {
        const made = accentColours(accent, scheme);
        for (const fill of [made.accent, made.hover]) {
          expect(contrast(made.onAccent, fill), `${accent} ${scheme} on ${fill}`).to.be.at.least(4.5);
        }
        for (const ground of [...grounds[scheme], made.soft, made.selected]) {
          expect(contrast(made.text, ground), `${accent} ${scheme} text on ${ground}`).to.be.at.least(4.5);
        }
        expect(contrast(made.accent, scheme === 'light' ? '#ffffff' : '#16181c')).to.be.at.least(3);
        const text = scheme === 'light' ? '#1b1f24' : '#e9ebee';
        for (const heat of made.heat.slice(0, 4)) expect(contrast(text, heat)).to.be.at.least(4.5);
        expect(contrast(made.onHeat, made.heat[4])).to.be.at.least(4.5);
        expect(made.moved === undefined).to.equal(made.accent === accent);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the hue of what it moves, and tells how far and why', () => {
    const yellow = accentColours('#ffee00', 'light');
    expect(Math.abs(oklchOf(yellow.accent).h - oklchOf('#ffee00').h)).to.be.below(0.05);
    expect(yellow.moved?.why).to.equal('mark');
    expect(yellow.moved?.lightness).to.be.below(-10);
    expect(accentColours('#ffee00', 'dark').moved).to.equal(undefined);
    expect(accentColours('#000000', 'dark').moved?.lightness).to.be.above(10);
  });

  it('gives back what a screen can show', () => {
    fc.assert(
      fc.property(colour, (hex) => void expect(hexOfOklch(oklchOf(hex))).to.equal(hex)),
      { numRuns: 200 },
    );
    expect(contrast('#000000', '#ffffff')).to.be.closeTo(21, 0.001);
    expect(contrast('#777777', '#ffffff')).to.be.closeTo(4.478, 0.001);
  });

  it('makes series that are seen on dark ground', () => {
    fc.assert(fc.property(colour, (hex) => void expect(contrast(chartOnDark(hex), '#16181c')).to.be.at.least(3)), { numRuns: 100 }); // prettier-ignore
  });
});

describe('theme/palette', () => {
  it('takes the shipped palette as it is', () => {
    expect(checkPalette(standardPalette)).to.deep.equal([]);
  });

  it('names the pairs that colour-blind people take for one, and what is lost on white', () => {
    const palette = ['#cc5a43', '#7f8a35', ...standardPalette.slice(2, 7), '#ffef80'];
    const found = checkPalette(palette);
    expect(found).to.deep.include({ is: 'alike', one: 0, other: 1, eye: 'deutan' });
    expect(found.some((each) => each.is === 'faint' && each.one === 7)).to.equal(true);
    expect(checkPalette(['#336699', '#336699'])).to.deep.equal([{ is: 'alike', one: 0, other: 1, eye: 'usual' }]);
  });
});
