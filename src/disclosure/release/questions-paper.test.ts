// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { Paper } from '../../common/paper.port.ts';
import { askers } from '../sheet/questions.ts';
import { printQuestions, questionSheet } from './desk.ts';

describe('disclosure/release/questions-paper', () => {
  it('says on paper each question and its answer as the sheet does, marked where it is an exercise, for those inside alone', async () => {
    for (const world of worlds.slice(0, 4))
      for (const asker of askers)
        for (const lang of ['ja', 'en'] as const) {
          const { deps, caseId } = await openWorld(world);
          const papers: Paper[] = [];
          const print = (paper: Paper) => {
            papers.push(paper);
            return Promise.resolve(new Uint8Array());
          };
          const passes = await deps.passing.of(caseId);
          const passing = { ...deps.passing, of: () => Promise.resolve({ ...passes, marked: lang === 'en' }) };
          await printQuestions({ ...deps, print, passing }, caseId, asker, lang);
          const sheet = await questionSheet(deps, caseId, asker, lang);
          const [paper] = papers;
          const said = paper?.sections.flatMap(({ blocks }) => blocks.flatMap((block) => ('text' in block ? [block.text] : []))) ?? [];
          expect(paper).toMatchObject({ tlp: 'AMBER+STRICT', practice: lang === 'en', lang });
          for (const { question, text } of sheet.ok ? sheet.value.answers : []) {
            const at = said.indexOf(question);
            expect(at).toBeGreaterThan(0);
            expect(said[at + 1]?.endsWith(text)).toBe(true);
          }
          expect(sheet.ok && sheet.value.answers.length).toBeGreaterThan(5);
        }
  });
});
