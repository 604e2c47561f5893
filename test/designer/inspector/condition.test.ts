import { expect } from 'chai';
import { choiceOf, conditionChoices, conditionText } from '../../../designer/inspector/condition.js';

describe('designer/inspector/condition', () => {
  it('says nothing where nothing need be said, and reads each choice back', () => {
    for (const key of ['visibleIf', 'onlyIf', 'exitIf', 'requiredIf', 'readOnlyIf'])
      for (const choice of conditionChoices)
        expect(choiceOf(key, conditionText(key, choice, 'level = "A"')), `${key} ${choice}`).to.equal(choice);
    expect(conditionText('visibleIf', 'always', 'a')).to.equal(undefined);
    expect(conditionText('visibleIf', 'never', 'a')).to.equal('false');
    expect(conditionText('requiredIf', 'never', 'a')).to.equal(undefined);
    expect(conditionText('requiredIf', 'always', 'a')).to.equal('true');
  });

  it('is open for a formula that is yet to be written', () => {
    expect(conditionText('visibleIf', 'if', '  ')).to.equal(undefined);
    expect(choiceOf('visibleIf', 'level = "A"')).to.equal('if');
    expect(choiceOf('readOnlyIf', ' true ')).to.equal('always');
  });
});
