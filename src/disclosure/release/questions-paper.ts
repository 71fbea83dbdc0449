// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { QuestionSheet } from './release.contract.ts';

const FOR: Readonly<Record<QuestionSheet['asker'], Bilingual>> = {
  press: { ja: '報道機関向け', en: 'for the press' },
  customers: { ja: 'お客様向け', en: 'for customers' },
  staff: { ja: '職員向け', en: 'for staff' },
  switchboard: { ja: '電話窓口向け', en: 'for the switchboard' },
};

/** Questions and answers as paper for whoever takes the calls: each as the sheet says it, with the number of the statement. */
export function questionsPaper(
  sheet: QuestionSheet,
  head: {
    readonly caseId: string;
    readonly organisation: Bilingual;
    readonly at: Instant;
    readonly zone: string;
    readonly marked: boolean;
  },
): Paper {
  const { lang, number, frozen, asker, answers } = sheet;
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const title = say(`想定問答（第${number}報・${FOR[asker].ja}）`, `Questions and answers, report ${number}, ${FOR[asker].en}`);
  const basis = frozen
    ? say('凍結した公表文と同じ記録から作りました。', 'Made from the record on which the frozen statement rests.')
    : say(
        '公表文はまだ凍結されていません。今の記録からの下書きです。',
        'No statement is frozen yet: a draft from the record as it stands.',
      );
  return {
    caseId: head.caseId,
    lang,
    title,
    organisation: head.organisation[lang],
    printed: printedAt(head.at, lang, head.zone),
    // Whoever answers from it must not hand it on: what is not said stands on it too.
    tlp: 'AMBER+STRICT',
    practice: head.marked,
    size: 'a4',
    numbering: 'through',
    sections: [
      {
        reference: `${head.caseId}-${number}`,
        blocks: [
          { type: 'title', text: title },
          { type: 'right', text: head.organisation[lang] },
          { type: 'small', text: basis },
          // Each text says itself whether it answers, is under investigation, or is not said and why.
          ...answers.flatMap(({ question, text }): readonly PaperBlock[] => [
            { type: 'subheading', text: question },
            { type: 'text', text },
          ]),
        ],
      },
    ],
  };
}
