// SPDX-License-Identifier: Apache-2.0
import { indexes, open, two } from '../say/told.ts';
import type { Line, Saying, Told } from '../say/told.ts';
import { formFields } from './fields.ts';
import type { FormField } from './fields.ts';
import type { Ground, FormItem, Piece, Source } from './form.ts';

/** What a statement would say of it. What the statement refuses to say is left under investigation, with why. */
export function said(by: (saying: Saying) => Told): Source {
  return ({ saying }) => {
    const told = by(saying);
    if ('lines' in told) return told.lines;
    const [why = two('', '')] = told.missing;
    return [open(why.ja, why.en, ...told.wants)];
  };
}

/** Nothing of it is to be found out by an investigation: it waits for a person who knows. */
const BLANK: ReadonlySet<FormField> = new Set<FormField>([
  'report.to',
  'reporter.address',
  'reporter.number',
  'reporter.industry',
  'reporter.person',
  'reporter.contact',
  'insurer.policy',
  'insurer.costs',
  'bank.asked',
  'ringi.asked',
  'ringi.why',
]);

/** What a person typed; open until somebody did. */
export function typed(field: FormField): Source {
  return ({ fields }) => {
    const text = fields[field];
    if (text !== undefined) return [{ typed: text }];
    return [{ open: formFields[field], wants: [`form.${field}`], as: BLANK.has(field) ? 'blank' : 'under-investigation' }];
  };
}

/** What a person typed, else what the record has; open where neither knows. */
export function typedOr(field: FormField, other: Source): Source {
  return (of) => (of.fields[field] === undefined ? other(of) : typed(field)(of));
}

/** Left out where nobody typed it. */
export function ifTyped(field: FormField): Source {
  return ({ fields }) => (fields[field] === undefined ? [] : [{ typed: fields[field] }]);
}

export function item(ja: string, en: string, id: string, ground: Ground, ...from: readonly Source[]): FormItem {
  return { ja, en, id, ground, from };
}

export const organisation: Source = ({ saying: { facts } }) =>
  facts['organisation'] === undefined
    ? [open('自組織の名前', 'Name of our organisation', 'organisation')]
    : [two('{organisation}', '{organisation}')];

/** In a word, as a form has it; a statement makes a sentence of it. */
export const incident: Source = ({ saying: { facts } }) =>
  facts['kind'] === undefined ? [open('事案の種類', 'Kind of incident', 'kind')] : [two('{kind}', '{kind}')];

export const madeAt: Source = () => [two('{statement.at}', '{statement.at}')];

/** Preliminary while no report by law was filed in this case; what it is besides, a person says. */
export const reportKind: Source = ({ saying: { facts } }) =>
  indexes(facts, 'reports', '.name').some((at) => facts[`reports.${at}.at`] !== undefined)
    ? [open('続報か確報か', 'Whether it is a further or the final report', 'form.report.kind')]
    : [
        two(
          '速報（この事案で提出した報告は、まだ記録されていない）',
          'Preliminary: the record has no report yet that was filed in this case',
        ),
      ];

export const persons: Source = ({ saying: { facts } }) => {
  const lines: Line[] = [];
  if (facts['persons'] !== undefined) lines.push(two('{persons} 人', '{persons}'));
  if (facts['persons.at-most'] !== undefined) lines.push(two('多くて {persons.at-most} 人', 'At most {persons.at-most}'));
  return lines.length > 0 ? lines : [open('本人の数', 'Number of persons', 'persons')];
};

export const information: Source = ({ saying: { facts } }) =>
  facts['information'] === undefined
    ? [open('情報の項目', 'Items of information', 'information')]
    : [two('{information}', '{information}')];

export const toldPersons: Source = ({ saying: { facts } }) => {
  const lines: Line[] = [];
  if (facts['contact.how-told'] !== undefined) lines.push(two('方法：{contact.how-told}', 'How: {contact.how-told}'));
  if (facts['audience.customers'] !== undefined)
    lines.push(two('個別に連絡するお客様：{audience.customers}', 'Customers told one by one: {audience.customers}'));
  return lines.length > 0 ? lines : [open('本人への対応', 'What has been done towards the persons', 'form.persons.done')];
};

export const publication: Source = ({ saying: { facts } }) => {
  const lines = indexes(facts, 'form.public', '.at').map((at) =>
    two(
      `第{form.public.${at}.number}報を {form.public.${at}.at} に公表`,
      `Report {form.public.${at}.number} was published at {form.public.${at}.at}`,
    ),
  );
  const next = facts['next.at'] === undefined ? [] : [two('次回の公表：{next.at} の予定', 'Next report: {next.at}')];
  return lines.length === 0
    ? [two('まだ公表していない（記録による）', 'Nothing was published, by the record'), ...next]
    : [...lines, ...next];
};

/** Which reports by law are owed, until when, and which were filed. */
export const deadlines: Source = ({ saying: { facts } }) => {
  const lines = indexes(facts, 'form.clocks', '.name').map((at) =>
    facts[`form.clocks.${at}.filed`] !== undefined
      ? two(`{form.clocks.${at}.name}：{form.clocks.${at}.filed} に提出`, `{form.clocks.${at}.name}: filed at {form.clocks.${at}.filed}`)
      : facts[`form.clocks.${at}.until`] === undefined
        ? two(`{form.clocks.${at}.name}：期限は定まっていない`, `{form.clocks.${at}.name}: the deadline is not determined`)
        : two(`{form.clocks.${at}.name}：{form.clocks.${at}.until} まで`, `{form.clocks.${at}.name}: until {form.clocks.${at}.until}`),
  );
  return lines.length > 0 ? lines : [open('提出の期限', 'Deadlines', 'obligation')];
};

export const indicators: Source = ({ indicators: found }) =>
  found.length === 0
    ? [open('痕跡情報（人が確かめたもの）', 'Indicators that a person confirmed', 'hunt.indicators')]
    : found.map((one): Piece => ({ typed: one }));

export const consent: Source = ({ consent: decided }) =>
  decided === null
    ? [
        {
          ...open('共有への同意（決めるまでは同意ではない）', 'Consent to share (until somebody decides there is none)', 'consent'),
          as: 'undecided',
        },
      ]
    : [
        decided.given ? two('同意する', 'Consent is given') : two('同意しない', 'Consent is not given'),
        two('決めた人：{form.consent.by}（{form.consent.at}）', 'Decided by {form.consent.by}, {form.consent.at}'),
      ];
