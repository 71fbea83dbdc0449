// SPDX-License-Identifier: Apache-2.0
import { readJudgement } from '../case/fold/fold.ts';
import { articleIn } from '../case/fold/obligation.ts';
import type { ClockView } from '../case/fold/obligation.ts';
import type { Statement } from '../case/fold/readings/reading.ts';
import { isFinished } from '../case/fold/remediation.ts';
import type { CaseView } from '../case/fold/view.ts';
import { wallTime } from '../common/time/wall-time.ts';
import type { Lang } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';
import { inertText } from '../kernel/text.ts';
import { factNames } from './compute.ts';
import { draftItems } from './draft-items.ts';
import type { Item, Source } from './draft-items.ts';
import { recipientOf } from './law/recipients.ts';
import { submissionOf } from './law/submission.ts';
import { NOT_LEGAL_ADVICE } from './list.ts';
import { answersSchema } from './law/questions.ts';
import type { Answers } from './law/questions.ts';
import { ruleOf } from './law/rules.ts';

/** A draft for a person to correct and send: what the record proves, what it leaves open, nothing in between. */
export function draftReport(view: CaseView, clock: ClockView, lang: Lang, now: Instant): string {
  const rule = ruleOf(clock.rule);
  const say = (ja: string, en: string): string => ({ ja, en })[lang];
  const items: readonly Item[] = draftItems[clock.rule];
  const sources = sourcesOf(view, clock, lang);
  const { deadline, zone, state } = clock.computed;
  const blank = say('（記入してください。記録からは分かりません）', '(to be filled in: the record does not say)');
  return [
    `# ${say('【下書き】', 'DRAFT: ')}${rule.name[lang]} (${view.id})`,
    `${say('提出先', 'To')}: ${recipientOf(rule, answersIn(view))[lang]}`,
    `${say('提出方法', 'How')}: ${submissionOf(rule.id, answersIn(view))[lang]}`,
    `${say('期限', 'Deadline')}: ${deadline === null ? say('未定', 'not determined') : wallTime(deadline, zone, lang, 'year')}${state === 'undetermined' ? ` — ${clock.computed.note[lang]}` : ''}`,
    `${say('根拠', 'Basis')}: ${rule.basis.law} ${articleIn(clock, lang)}`,
    `${say('作成', 'Drawn up')}: ${wallTime(now, zone, lang, 'year')} / ${say('記録', 'entry')} ${view.seq}`,
    NOT_LEGAL_ADVICE[lang],
    '',
    ...items.flatMap((item, index) => {
      const found = item.from.flatMap((source) => (source === 'unknown' ? [] : sources[source]));
      const open = found.length === 0 || item.from.some((source) => source === 'person' || source === 'unknown');
      return [`## ${index + 1}. ${item[lang]}`, ...found, ...(open ? [blank] : []), ''];
    }),
    ...(sources.unknown.length === 0
      ? []
      : [
          '---',
          say('参考（提出しない）：デスクの記録でまだ分からないこと', 'For you alone (not handed in): what the record does not know yet'),
          ...sources.unknown,
          '',
        ]),
  ].join('\n');
}

/** What each source has to say, in lines; nothing where the record is silent. */
function sourcesOf(view: CaseView, clock: ClockView, lang: Lang): Readonly<Record<Source, readonly string[]>> {
  const say = (ja: string, en: string): string => ({ ja, en })[lang];
  const { known, unknown, notCheckable } = readJudgement(view);
  const { zone } = clock.computed;
  const answers = answersIn(view);
  const items = view.parts.remediation.items.filter((item) => item.status !== 'cancelled');
  const lines = (statements: readonly Statement[]): readonly string[] =>
    statements.map((statement) => `- ${inertText(statement.text[lang]).replaceAll(INSTANTS, (iso) => wallTime(iso, zone, lang, 'year'))}`);
  const facts = Object.entries(clock.facts).flatMap(([name, value]) => {
    if (name === 'wrongfulPurpose') {
      const said = value === true ? say('あり', 'yes') : say('なし', 'no');
      return [`${say('不正の目的によるおそれ', 'Wrongful purpose suspected')}: ${said}`];
    }
    const known = Object.hasOwn(factNames, name) ? factNames[name as keyof typeof factNames][lang] : null;
    return known === null ? [] : [`${known.charAt(0).toUpperCase()}${known.slice(1)}: ${wallTime(String(value), zone, lang, 'year')}`];
  });
  return {
    summary: [inertText(view.title), `${say('受付', 'Opened')}: ${wallTime(view.openedAt, zone, lang, 'year')}`, ...facts],
    // Deadlines of this and other laws are no news to the recipient.
    known: lines(known.filter((statement) => !statement.id.startsWith('obligation.'))),
    unknown: lines([...unknown, ...notCheckable].filter((statement) => !statement.id.startsWith('obligation.'))),
    persons:
      answers?.persons === null || answers === null
        ? []
        : [
            say(
              `${answers.persons} 人（事案の回答による。確定かを確かめること）`,
              `${answers.persons} (as answered in the case; check whether it is final)`,
            ),
          ],
    kinds: answers === null ? [] : kinds(answers, say),
    wrongful:
      answers?.wrongfulPurpose === true
        ? [say('不正の目的による行為が疑われる。', 'Acts with a wrongful purpose are suspected.')]
        : answers?.wrongfulPurpose === false
          ? [say('不正の目的による行為は疑われていない。', 'No acts with a wrongful purpose are suspected.')]
          : [],
    done: items
      .filter((item) => isFinished(item))
      .map(
        (item) =>
          `- ${inertText(item.titles[lang])}${item.doneAt === null ? '' : ` (${wallTime(item.doneAt, zone, lang, 'year')})`}: ${inertText(item.result)}`,
      ),
    ongoing: items
      .filter((item) => !isFinished(item))
      .map(
        (item) =>
          `- ${say('進行中', 'ongoing')}: ${inertText(item.titles[lang])}${item.due === null ? '' : ` (${say('予定', 'due')} ${wallTime(item.due, zone, lang, 'year')})`}`,
      ),
    person: [],
  };
}

function answersIn(view: CaseView): Answers | null {
  const { answers } = view.parts.obligation;
  return answers === null ? null : answersSchema.parse(answers);
}

function kinds(answers: Answers, say: (ja: string, en: string) => string): readonly string[] {
  return [
    ...(answers.sensitiveData === true ? [say('- 要配慮個人情報を含む', '- includes sensitive personal data')] : []),
    ...(answers.propertyDamagePossible === true
      ? [say('- 財産的被害のおそれがある情報を含む', '- includes data that can cause property damage')]
      : []),
    ...(answers.communicationsSecrecyLeaked === true
      ? [say('- 通信の秘密に当たる情報を含む', '- includes communications under secrecy')]
      : []),
  ];
}

const INSTANTS = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
