// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { defineProblems } from './define-problems.ts';

const problem = defineProblems('hunt', {
  'a.lost': {
    status: 404,
    what: { ja: '{name} はありません（{why}）。', en: 'There is no {name} ({why}).' },
    safe: { ja: '変わっていません。', en: 'Nothing changed.' },
    next: { ja: '{choices} から選んでください。', en: 'Choose from {choices}.' },
  },
});

describe('kernel/define-problems', () => {
  it('fills the sentences from facts, which stay facts, and from words, which do not', () => {
    const made = problem('a.lost', { name: 'x' }, { why: { ja: '古い', en: 'old' }, choices: 'y z' });

    expect(made.what).toEqual({ ja: 'x はありません（古い）。', en: 'There is no x (old).' });
    expect(made.next.en).toBe('Choose from y z.');
    expect(made.facts).toEqual({ name: 'x' });
    expect(made).toMatchObject({ code: 'a.lost', status: 404 });
  });

  it('shows a gap where nothing was given, and no facts where there are none', () => {
    const made = problem('a.lost');

    expect(made.what.en).toBe('There is no … (…).');
    expect(made).not.toHaveProperty('facts');
  });

  it('keeps hostile text inert, short and unexpanded', () => {
    const made = problem('a.lost', undefined, { name: '\u001b[2J{why}\u202e', why: 'w'.repeat(5000), choices: 'constructor' });

    expect(made.what.en).not.toContain('\u001b');
    expect(made.what.en).toContain('{why}');
    expect(made.what.en.length).toBeLessThan(2100);
  });
});
