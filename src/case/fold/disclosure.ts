// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { emptyJudgement } from './part-fold.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

type By = { readonly by: string; readonly personId: string | null; readonly at: Instant; readonly seq: number };
type GivenValue = BodyOf<'statement.fields-set'>['fields'][string];

export type StatementView = Pick<BodyOf<'statement.prepared'>, 'statementId' | 'number' | 'stage' | 'blob'> & {
  readonly prepared: By;
  readonly approved: (By & { readonly alone: boolean }) | null;
  readonly revoked: (By & { readonly reason: string }) | null;
  readonly published: (By & Pick<BodyOf<'statement.published'>, 'early'>) | null;
};

export type AdvisoryView = BodyOf<'advisory.published'> & By;

type Consent = BodyOf<'report-form.consent-decided'>;

export type DisclosureView = {
  /** Every issue that became public, in order. */
  readonly advisories: readonly AdvisoryView[];
  /** What people stated, by field, and who did. */
  readonly given: Readonly<Record<string, { readonly value: Exclude<GivenValue, null> } & By>>;
  readonly statements: readonly StatementView[];
  /** When each was told first, where a person wrote it down. */
  readonly told: Readonly<
    Partial<Record<BodyOf<'statement.told'>['whom'], { readonly at: string; readonly how: string } & Pick<By, 'seq'>>>
  >;
  readonly others: (BodyOf<'statement.others-published'> & Pick<By, 'seq'>) | null;
  /** Whom the page of thanks names; those who took their consent back are gone. */
  readonly credits: readonly (BodyOf<'credit.agreed'> & By)[];
  /** What people typed for the forms and sheets, by field, and what was decided of sharing, by form. */
  readonly form: {
    readonly fields: Readonly<Record<string, { readonly value: string } & By>>;
    readonly consents: Readonly<Partial<Record<Consent['form'], Pick<Consent, 'given' | 'reason'> & By>>>;
  };
};

export const disclosureFold: PartFold<DisclosureView> = {
  initial: { advisories: [], given: {}, statements: [], told: {}, others: null, credits: [], form: { fields: {}, consents: {} } },
  apply(view, entry) {
    const by: By = { by: entry.actor.name, personId: entry.actor.type === 'person' ? entry.actor.id : null, at: entry.at, seq: entry.seq };
    switch (entry.kind) {
      case 'statement.fields-set': {
        const set = Object.entries(entry.body.fields);
        const kept = Object.entries(view.given).filter(([field]) => !set.some(([name]) => name === field));
        const fresh = set.flatMap(([field, value]) => (value === null ? [] : [[field, { value, ...by }] as const]));
        return { ...view, given: Object.fromEntries([...kept, ...fresh]) };
      }
      case 'statement.prepared': {
        const { statementId, number, stage, blob } = entry.body;
        const one: StatementView = { statementId, number, stage, blob, prepared: by, approved: null, revoked: null, published: null };
        return { ...view, statements: [...view.statements, one] };
      }
      case 'statement.approved':
        return change(view, entry.body.statementId, { approved: { ...by, alone: entry.body.alone }, revoked: null });
      case 'statement.approval-revoked':
        return change(view, entry.body.statementId, { approved: null, revoked: { ...by, reason: entry.body.reason } });
      case 'statement.published':
        return change(view, entry.body.statementId, { published: { ...by, early: entry.body.early } });
      case 'advisory.published':
        return { ...view, advisories: [...view.advisories, { ...entry.body, ...by }] };
      case 'statement.told': {
        const { whom, at, how } = entry.body;
        const before = view.told[whom];
        return before !== undefined && before.at <= at ? view : { ...view, told: { ...view.told, [whom]: { at, how, seq: entry.seq } } };
      }
      case 'credit.agreed':
        return { ...view, credits: [...view.credits, { ...entry.body, ...by }] };
      case 'credit.withdrawn':
        return { ...view, credits: view.credits.filter(({ creditId }) => creditId !== entry.body.creditId) };
      case 'report-form.fields-set': {
        const set = Object.entries(entry.body.fields);
        const kept = Object.entries(view.form.fields).filter(([field]) => !Object.hasOwn(entry.body.fields, field));
        const fresh = set.flatMap(([field, value]) => (value === null ? [] : [[field, { value, ...by }] as const]));
        return { ...view, form: { ...view.form, fields: Object.fromEntries([...kept, ...fresh]) } };
      }
      case 'report-form.consent-decided': {
        const { form, given, reason } = entry.body;
        return { ...view, form: { ...view.form, consents: { ...view.form.consents, [form]: { given, reason, ...by } } } };
      }
      case 'statement.others-published':
        return view.others !== null && view.others.at <= entry.body.at ? view : { ...view, others: { ...entry.body, seq: entry.seq } };
      default:
        return view;
    }
  },
  stations(view) {
    const last = view.statements.at(-1);
    if (last === undefined) return {};
    const published = view.statements.filter((one) => one.published !== null);
    return {
      public: {
        state: published.at(-1)?.stage === 'final' ? 'done' : 'running',
        word: wordOf(last),
        number: { value: published.length, unit: { ja: '報を公表', en: 'published' } },
        deadline: null,
      },
    };
  },
  judgement(view) {
    const known: Statement[] = view.statements
      .filter((one) => one.published !== null)
      .map(({ number, statementId, published, prepared }) => ({
        id: `disclosure.${statementId}`,
        text: { ja: `第${number}報を公表した`, en: `Report ${number} was published` },
        mark: 'proved',
        evidence: [{ type: 'entry', seq: published?.seq ?? prepared.seq }],
      }));
    const advisories = view.advisories.map(
      ({ advisoryId, issue, seq }): Statement => ({
        id: `disclosure.advisory.${advisoryId}.${issue}`,
        text: {
          ja: `アドバイザリー ${advisoryId} の第 ${issue} 版を公開した`,
          en: `Issue ${issue} of advisory ${advisoryId} was published`,
        },
        mark: 'proved',
        evidence: [{ type: 'entry', seq }],
      }),
    );
    return { ...emptyJudgement, known: [...known, ...advisories] };
  },
  next(view) {
    const last = view.statements.at(-1);
    if (last === undefined || last.published !== null) return [];
    const base: Pick<NextAction, 'order' | 'by' | 'href'> = { order: 9, by: null, href: 'public' };
    return last.approved === null
      ? [
          {
            ...base,
            id: `disclosure.approve.${last.statementId}`,
            text: { ja: `第${last.number}報を読み、承認するか決める`, en: `Read report ${last.number} and decide on it` },
            why: {
              ja: `${last.prepared.by} が用意した。ほかの人が読むまで公表できない`,
              en: `${last.prepared.by} prepared it; it waits for another person`,
            },
            who: { ja: '責任者', en: 'Whoever answers for the case' },
          },
        ]
      : [
          {
            ...base,
            id: `disclosure.publish.${last.statementId}`,
            text: { ja: `承認した第${last.number}報を公表する`, en: `Publish report ${last.number}, which is approved` },
            why: { ja: '知らせる順を確かめてから押す', en: 'Look at the order of telling first' },
            who: { ja: '広報', en: 'Public relations' },
          },
        ];
  },
};

function wordOf({ approved, published, revoked, stage }: StatementView): { readonly ja: string; readonly en: string } {
  if (published !== null)
    return stage === 'final' ? { ja: '最終報告を公表', en: 'final report is out' } : { ja: '公表済み', en: 'published' };
  if (approved !== null) return { ja: '公表待ち', en: 'waits to be published' };
  return revoked === null ? { ja: '承認待ち', en: 'waits for approval' } : { ja: '承認を取り消し', en: 'approval revoked' };
}

function change(view: DisclosureView, statementId: string, to: Partial<StatementView>): DisclosureView {
  return { ...view, statements: view.statements.map((one) => (one.statementId === statementId ? { ...one, ...to } : one)) };
}
