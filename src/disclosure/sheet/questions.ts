// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { maySee } from '../fact/clearance.ts';
import type { Reader } from '../fact/clearance.ts';
import { fieldsBehind, fill } from '../fact/template.ts';
import type { Span } from '../fact/template.ts';
import type { Line, Saying, Told } from '../say/told.ts';
import { two } from '../say/told.ts';
import { sayHarm, sayInformation, sayLeak, sayNotConcerned } from '../say/concerned.ts';
import { sayCause } from '../say/done.ts';
import { sayContact, sayRequests } from '../say/for-you.ts';
import { sayServices, sayWhen } from '../say/happened.ts';

/** Who answers with the sheet in hand. A switchboard says what customers may hear. */
export const askers = ['press', 'customers', 'staff', 'switchboard'] as const;
export type Asker = (typeof askers)[number];
const readerOf: Readonly<Record<Asker, Reader>> = { press: 'press', customers: 'customers', staff: 'staff', switchboard: 'customers' };

type Question = {
  readonly id: string;
  readonly asked: Bilingual;
  readonly by: readonly Asker[];
  /** What the record answers, or why nothing is said: a reason that stays the same whatever the record knows. */
  readonly say: (of: Saying) => Told | { readonly because: Bilingual };
};

const all = askers;
const because = (ja: string, en: string) => () => ({ because: two(ja, en) });

/** What is asked after every incident. */
const questions: readonly Question[] = [
  {
    id: 'what-to-do',
    asked: two('私は何をすればよいのですか', 'What must I do?'),
    by: ['customers', 'switchboard', 'staff'],
    say: sayRequests,
  },
  { id: 'how-many', asked: two('何人分ですか', 'How many are concerned?'), by: all, say: sayInformation },
  { id: 'since-when', asked: two('いつからですか', 'Since when?'), by: all, say: sayWhen },
  {
    id: 'why-so-late',
    asked: two('なぜ公表が遅れたのですか', 'Why so late?'),
    by: ['press', 'customers', 'switchboard'],
    say: () => ({
      lines: [
        two(
          '{noticed.at} に気づき、{response.at} に対応を始め、{statement.at} 時点で分かったことをお知らせしています。',
          'It was noticed on {noticed.at}, the response began on {response.at}, and this is what is known as of {statement.at}.',
        ),
      ],
    }),
  },
  { id: 'are-you-sure', asked: two('流出していないと言い切れますか', 'Are you sure that nothing leaked?'), by: all, say: sayLeak },
  {
    id: 'what-not',
    asked: two('対象でないものは何ですか', 'What is surely not concerned?'),
    by: ['press', 'customers', 'switchboard'],
    say: sayNotConcerned,
  },
  { id: 'harm', asked: two('被害は出ていますか', 'Has anybody come to harm?'), by: all, say: sayHarm },
  { id: 'how', asked: two('原因は何ですか', 'How did it happen?'), by: ['press', 'staff'], say: sayCause },
  {
    id: 'blame',
    asked: two('誰の責任ですか', 'Who is to blame?'),
    by: all,
    say: because('責任は、原因の調査が終わるまで判断しないため', 'nobody judges that before the investigation has ended'),
  },
  {
    id: 'paid',
    asked: two('身代金は払ったのですか', 'Was a ransom paid?'),
    by: ['press', 'staff'],
    say: because(
      '犯人とのやり取りの有無は、捜査と今後の被害に関わるため',
      'whether there was any contact with the attackers bears on the investigation and on others',
    ),
  },
  { id: 'when-normal', asked: two('いつ元に戻りますか', 'When will all be normal?'), by: all, say: sayServices },
  { id: 'whom-to-ask', asked: two('どこに聞けばよいですか', 'Whom can I ask?'), by: all, say: sayContact },
];

export type Answered = {
  readonly id: string;
  readonly question: string;
  readonly is: 'answer' | 'under-investigation' | 'not-said';
  readonly text: string;
  readonly spans: readonly Span[];
};

/** The sheet for one kind of asker: each question with an answer, or when it will be known, or why it is not said. */
export function answersFor(saying: Saying, asker: Asker, lang: Lang, zone: string): readonly Answered[] {
  const reader = readerOf[asker];
  return questions
    .filter(({ by }) => by.includes(asker))
    .map(({ id, asked, say }) => {
      const base = { id, question: asked[lang] };
      const told = say(saying);
      if ('because' in told)
        return { ...base, is: 'not-said', text: `${NOT_SAID[lang]}${told.because[lang]}${lang === 'ja' ? '。' : '.'}`, spans: [] };
      const lines =
        'missing' in told ? [] : told.lines.filter((line): line is Line => !('open' in line) && isWhole(line[lang], lang, saying.facts));
      const shown = lines.flatMap((line) => {
        const above = fieldsBehind(line[lang], lang, saying.facts).some((field) => !maySee(reader, saying.facts[field]?.tlp ?? 'CLEAR'));
        return above ? (line.otherwise?.[lang] ?? []) : line[lang];
      });
      const open = 'missing' in told || told.lines.some((line) => 'open' in line);
      const next = open ? [nextOf(saying, lang)] : [];
      const filled = fill([...new Set([...shown, ...next])].join('\n'), lang, saying.facts, zone);
      return { ...base, is: shown.length > 0 ? 'answer' : 'under-investigation', ...filled };
    });
}

const NOT_SAID = { ja: 'お答えしません。理由：', en: 'Not said, because ' };

/** Whether every field that it names has a value; one may have been taken back since. */
function isWhole(template: string, lang: Lang, facts: Saying['facts']): boolean {
  return fieldsBehind(template, lang, facts).every((field) => facts[field] !== undefined);
}

function nextOf({ facts }: Saying, lang: Lang): string {
  if (facts['next.at'] !== undefined)
    return { ja: '調査中です。次は {next.at} にお知らせする予定です。', en: 'Under investigation; the next report comes on {next.at}.' }[
      lang
    ];
  if (facts['next.event'] !== undefined && isWhole('{next.event}', lang, facts))
    return { ja: '調査中です。次回：{next.event}', en: 'Under investigation; the next report comes: {next.event}' }[lang];
  return { ja: '調査中です。', en: 'Under investigation.' }[lang];
}
