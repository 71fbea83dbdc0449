// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { maySee } from '../fact/clearance.ts';
import type { Reader } from '../fact/clearance.ts';
import { fieldsBehind, fill } from '../fact/template.ts';
import { endpoints as pages } from '../page/page.contract.ts';
import { sayCause, sayPrevention } from '../say/done.ts';
import { sayCut, sayWhat, sayWhen } from '../say/happened.ts';
import type { Saying, Told } from '../say/told.ts';
import { publishedOf } from '../yardstick/yardstick.ts';
import type { Feedback } from './credit.contract.ts';

type FeedbackDraft = Feedback['drafts'][number];
type About = { readonly organisation: string; readonly zone: string; readonly address: string; readonly lang: Lang };

/** What could be written now to each reporter, to each body that was reached by telephone, and where reports by law were filed. */
export function feedbackDrafts(view: CaseView, saying: Saying, about: About): readonly FeedbackDraft[] {
  const { intake, obligation } = view.parts;
  const reporters = new Set(intake.reports.filter(({ reply, kind }) => !reply && kind === 'report').map(({ from }) => inertText(from)));
  const bodies = Object.entries(view.calls).filter(([, { result }]) => result === 'reached');
  const filed = obligation.clocks.filter(
    ({ settled }) => settled.is === 'met' || (settled.is === 'missed' && settled.submittedAt !== null),
  );
  return [
    ...[...reporters].map((to): FeedbackDraft => draft(view, saying, about, 'reporter', to)),
    ...bodies.map(([whom]): FeedbackDraft => draft(view, saying, about, 'body', inertText(whom))),
    ...filed.map(({ rule }): FeedbackDraft => draft(view, saying, about, 'authority', ruleNames[rule][about.lang])),
  ];
}

const READERS: Readonly<Record<FeedbackDraft['kind'], Reader>> = { reporter: 'customers', body: 'authority', authority: 'authority' };

function draft(view: CaseView, saying: Saying, about: About, kind: FeedbackDraft['kind'], to: string): FeedbackDraft {
  const { lang, organisation, address } = about;
  const say = (ja: string, en: string): string => (lang === 'ja' ? ja : en);
  const closed = view.state.is === 'closed';
  const told = (by: (saying: Saying) => Told) => linesFor(by(saying), saying, READERS[kind], about);
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)]);
  const published = publishedOf(view.parts.disclosure).map(
    ({ number }) => `${address}${pages.statementPage.at({ caseId: view.id, number }, { lang })}`,
  );
  // Whoever wrote to us reads no number of the case beyond the report they know of.
  const subject = closed
    ? say('ご連絡いただいた件の結果', 'What became of your report')
    : say('ご連絡いただいた件の経過', 'How your report stands');
  const consulted = closed
    ? say('ご相談した件の結果', 'What became of the matter we consulted you on')
    : say('ご相談した件の経過', 'How the matter stands on which we consulted you');
  return {
    to,
    kind,
    subject: kind === 'reporter' ? subject : `${consulted} (${view.id})`,
    text: [
      kind === 'reporter'
        ? say('お知らせくださり、ありがとうございました。', 'Thank you for telling us.')
        : say('ご助言をいただいた件について、現在の状況をお知らせします。', 'This is how the matter stands on which you advised us.'),
      closed ? say('対応を終えました。', 'Our response has ended.') : say('対応を続けています。', 'We are still working on it.'),
      ...section(say('何が起きたか', 'What happened'), [...told(sayWhat), ...told(sayWhen)]),
      ...section(say('行ったこと', 'What was done'), told(sayCut)),
      ...section(say('原因', 'Cause'), told(sayCause)),
      ...section(say('再発防止', 'Prevention'), told(sayPrevention)),
      ...section(say('公表', 'Published'), published),
      ...(kind === 'reporter'
        ? [
            '',
            say(
              'よろしければ、謝辞のページにお名前を載せます。載せてよいお名前とリンクをお知らせください。お返事がなければ載せません。',
              'If you like, we thank you by name on our page of thanks. Tell us which name and link to use; without your answer nothing is put there.',
            ),
          ]
        : []),
      '',
      organisation,
      '',
    ].join('\n'),
  };
}

/** Sentences that this reader may see; what is open or missing is said to be under investigation, without more. */
function linesFor(told: Told, { facts }: Saying, reader: Reader, { lang, zone }: About): readonly string[] {
  const unknown = lang === 'ja' ? '調査中' : 'under investigation';
  if ('missing' in told) return [];
  return told.lines.flatMap((line) => {
    if ('open' in line) return [lang === 'ja' ? `${line.open.ja}：${unknown}` : `${line.open.en}: ${unknown}`];
    const fields = fieldsBehind(line[lang], lang, facts);
    if (fields.some((field) => facts[field] === undefined)) return [];
    const above = fields.some((field) => !maySee(reader, facts[field]?.tlp ?? 'CLEAR'));
    const template = above ? line.otherwise?.[lang] : line[lang];
    return template === undefined ? [] : [fill(template, lang, facts, zone).text];
  });
}
