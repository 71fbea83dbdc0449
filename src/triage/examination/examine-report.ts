// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Writing } from '../../case/language/journal.port.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { createGrouped } from '../../kernel/grouped.ts';
import { examineReport, openReport, reportOf, settingsOf, surroundings } from './case-report.ts';
import type { CaseReport } from './case-report.ts';
import type { TriageDeps } from '../deps.ts';
import type { ExamineOutcome } from './examination.port.ts';
import type { Examination } from './examine.ts';
import { urgentBy } from '../kind/set-kinds.ts';
import { placeWords } from '../file/words.ts';
import { inCommon } from './likeness.ts';
import type { PrioritySettings } from '../priority/priority.ts';
import type { ExaminationRow, LikenessRow } from './triage-store.port.ts';

const MACHINE = { type: 'machine', name: 'triage' } as const;

/** Reports whose examination is written in one transaction at most. */
const MOST_AT_ONCE = 32;

/** Milliseconds for which what was examined waits for more of it. */
const LINGER = 50;
/** Mails whose bytes are held in memory at a time, to be examined next. */
const HELD = 4;

type Taken = {
  readonly caseId: CaseId;
  readonly reportId: string;
  readonly report: Pick<CaseReport, 'view' | 'raw'>;
  readonly outcome: ExamineOutcome;
  readonly of: ReportOfCase;
  readonly settle: (tx: Tx, reports: readonly never[]) => Promise<void>;
};

export type ReportOfCase = { readonly caseId: CaseId; readonly reportId: string };
export type TakeUp = {
  readonly one: (report: ReportOfCase) => Promise<void>;
  /** `settle` is called in the transaction in which those are written. */
  readonly all: <Of extends ReportOfCase>(
    reports: readonly Of[],
    settle: (tx: Tx, reports: readonly Of[]) => Promise<void>,
  ) => Promise<void>;
};

/**
 * A report came in: examine it, note what it is, and fold it with its like. Runs once for each report. Reports are examined
 * beside each other; what has been examined meanwhile is written together, one after the other.
 */
export function createTakeUp(deps: TriageDeps): TakeUp {
  const record = createGrouped<Taken, void>((taken) => recordAll(deps, taken), MOST_AT_ONCE, LINGER);
  const all: TakeUp['all'] = async (reports, settle) => {
    const [views, around] = await Promise.all([deps.journal.views(reports.map(({ caseId }) => caseId)), surroundings(deps)]);
    const waiting = [...reports];
    const recorded: Promise<void>[] = [];
    const examineNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { caseId, reportId } = next;
        const view = views.get(caseId);
        if (view === undefined || view.parts.triage.examined[reportId] !== undefined) continue;
        const report = await reportOf(deps, view, reportId);
        if (report === null) continue;
        const outcome = await examineReport(deps, report, reportId, settingsOf(view, reportId), around);
        const written = record({ caseId, reportId, report: { view, raw: report.raw }, outcome, of: next, settle });
        // Heard of at the end, with all others.
        written.catch(() => undefined);
        recorded.push(written);
      }
    };
    await Promise.all(Array.from({ length: HELD }, examineNext));
    await Promise.all(recorded);
  };
  return { all, one: (report) => all([report], () => Promise.resolve()) };
}

async function recordAll(deps: TriageDeps, taken: readonly Taken[]): Promise<void[]> {
  await deps.likenesses.ready();
  await deps.journal.write(async (writing) => {
    for (const [settle, of] of Map.groupBy(taken, (one) => one.settle)) await settle(writing.tx, of.map((one) => one.of) as never[]);
    const put = taken.flatMap(({ caseId, reportId, outcome }) =>
      outcome.is === 'examined' && outcome.campaign !== null ? [{ caseId, reportId, likeness: outcome.campaign.likeness }] : [],
    );
    const like = await deps.likenesses.fold(writing.tx, put);
    const into = new Map(put.map(({ reportId }, index) => [reportId, like[index] ?? null]));
    await recordEach(
      deps,
      writing,
      taken.map(({ caseId, reportId, report, outcome }) => ({
        asked: { caseId, reportId, report, actor: MACHINE },
        outcome,
        around: {
          before: [],
          after: [...kindsOf(report.view, outcome, reportId), ...merged(deps, outcome, reportId, into.get(reportId) ?? null)],
        },
      })),
    );
  });
  return taken.map(() => undefined);
}

function merged(deps: TriageDeps, outcome: ExamineOutcome, reportId: string, like: LikenessRow | null): readonly Draft[] {
  if (like === null || outcome.is !== 'examined' || outcome.campaign === null) return [];
  const { how, likeness } = outcome.campaign;
  return [
    {
      kind: 'triage.campaign-merged',
      body: { mergeId: `M-${deps.random(9)}`, reportId, into: like.reportId, how, ...inCommon(like.likeness, likeness) },
    },
  ];
}

/**
 * "Examine again with today's advisories", or with other decision points: an act with an entry, whose result takes the
 * place of the earlier one on the sheet. The earlier entry stays. `settings` are recorded with their reason.
 */
export async function examineAgain(
  deps: TriageDeps,
  asked: {
    readonly caseId: CaseId;
    readonly reportId: string;
    readonly actor: Actor;
    readonly settings?: { readonly points: PrioritySettings; readonly reason: string };
  },
): Promise<ExamineOutcome | null> {
  const { caseId, reportId, settings } = asked;
  const report = await openReport(deps, caseId, reportId);
  if (report === null) return null;
  const outcome = await examineReport(deps, report, reportId, settings?.points);
  const before: readonly Draft[] =
    settings === undefined ? [] : [{ kind: 'triage.priority-set', body: { reportId, settings: settings.points, reason: settings.reason } }];
  const after = report.view.parts.triage.kinds === null ? kindsOf(report.view, outcome, reportId) : [];
  await deps.journal.write(async (writing) => {
    if (outcome.is === 'examined' && outcome.campaign !== null)
      await deps.likenesses.put(writing.tx, { reportId, caseId, likeness: outcome.campaign.likeness });
    await recordEach(deps, writing, [{ asked: { ...asked, report }, outcome, around: { before, after } }]);
  });
  return outcome;
}

type Asked = {
  readonly caseId: CaseId;
  readonly reportId: string;
  readonly report: Pick<CaseReport, 'view' | 'raw'>;
  readonly actor: Actor;
};
type Recording = {
  readonly asked: Asked;
  readonly outcome: ExamineOutcome;
  readonly around: { readonly before: readonly Draft[]; readonly after: readonly Draft[] };
};

/**
 * Entries and results are one transaction: each entry carries the digest of the result that the sheet shows. Registers go
 * first, so that the head of all chains is not held while they are written.
 */
async function recordEach(deps: TriageDeps, writing: Writing, recordings: readonly Recording[]): Promise<void> {
  const results: ExaminationRow[] = [];
  const appends = recordings.map(({ asked, outcome, around }) => {
    const { caseId, reportId, report, actor } = asked;
    if (outcome.is === 'not-examined') {
      const body = { reportId, raw: report.raw, why: outcome.why, detail: outcome.detail.slice(0, 500) };
      return { stream: caseId, actor, drafts: [...around.before, { kind: 'triage.not-examined' as const, body }] };
    }
    const { seen } = outcome;
    const body = canonicalJson(seen);
    const digest = deps.hash(new TextEncoder().encode(body));
    results.push({ caseId, reportId, digest, body });
    const examined: Draft = { kind: 'triage.examined', body: { ...examinedBody(seen, reportId), examination: digest } };
    return { stream: caseId, actor, drafts: [...around.before, examined, ...around.after] };
  });
  await deps.store.putExaminations(writing.tx, results);
  await writing.together(
    async () => {
      for (const append of appends) await writing.append(append);
    },
    appends.map(({ stream }) => stream),
  );
}

const kindsOf = (view: CaseView, outcome: ExamineOutcome, reportId: string): readonly Draft[] =>
  outcome.is === 'examined' ? kindDrafts(view, outcome.seen, reportId) : [];

/** The kinds as read, and the urgency that follows where nobody has rated the case yet: a command server does not wait. */
function kindDrafts(view: CaseView, seen: Examination, reportId: string): readonly Draft[] {
  const kinds = seen.kinds.map(({ kind, quotes }) => ({
    kind,
    quotes: quotes.map(({ rule, shown }) => ({ rule, shown: shown.slice(0, 1000) })),
  }));
  const read: Draft = { kind: 'triage.kinds-read', body: { reportId, kinds } };
  if (view.urgency !== 'unrated' || seen.follows.urgency !== 'now') return [read];
  return [
    read,
    urgentBy(
      view,
      kinds.map(({ kind }) => kind),
    ),
  ];
}

/** What stands in the attachments, with the file and the place in it; not what the mail itself names already. */
function inFiles(seen: Examination): ExaminedBody['claims'] {
  const named = new Set(seen.claims.map(({ kind, value }) => `${kind} ${value}`));
  return seen.attachments.flatMap(({ fileName, outcome }) =>
    outcome?.is !== 'read'
      ? []
      : outcome.found.flatMap(({ kind, value, at }) => {
          if (named.has(`${kind} ${value}`)) return [];
          named.add(`${kind} ${value}`);
          return [{ kind, value: value.slice(0, 300), version: null, where: `${fileName} ${placeWords(at).en}`.slice(0, 300) }];
        }),
  );
}

type ExaminedBody = Extract<Draft, { kind: 'triage.examined' }>['body'];

/** What the chain keeps of an examination in clear words; the whole of it stands in the register under its digest. */
export function examinedBody(seen: Examination, reportId: string): ExaminedBody {
  const said = (answer: string) =>
    seen.corroboration
      .filter((one) => one.answer === answer && one.claim.kind !== 'none')
      .map((one) => `${one.claim.value} ${one.source.toUpperCase()} ${one.asOf ?? ''}`.trim().slice(0, 200));
  const affected = seen.inventory.items.filter((item) => item.state === 'affected');
  return {
    reportId,
    raw: seen.raw,
    authenticity: seen.sender.authenticity,
    judgedBy: seen.sender.judgedBy.who,
    intent: seen.intent.label,
    confidence: seen.intent.confidence,
    rules: [...new Set(seen.intent.evidence.map((hit) => hit.rule))].slice(0, 60),
    quote: seen.intent.evidence[0]?.shown.slice(0, 1000) ?? '',
    claims: [
      ...seen.claims
        .slice(0, 50)
        .map((claim) => ({ kind: claim.kind, value: claim.value.slice(0, 300), version: claim.version?.slice(0, 50) ?? null })),
      ...inFiles(seen).slice(0, 50),
    ],
    named: (seen.named ?? []).filter((one) => one.value.length <= 1000).map((one) => ({ ...one })),
    vague: seen.vague,
    confirmed: said('confirmed').slice(0, 50),
    notFound: said('not-found').slice(0, 50),
    notCheckable: [...new Set(seen.corroboration.filter((one) => one.answer === 'not-checkable').map((one) => one.source.toUpperCase()))],
    scope: seen.inventory.scope,
    affected: affected.slice(0, 50).map((item) => `${item.item.name} ${item.item.version ?? ''}`.trim().slice(0, 300)),
    affectedCount: affected.length,
    possibleCount: seen.inventory.items.filter((item) => item.state === 'possible').length,
    urgency: seen.priority.urgency,
    deployer: seen.priority.deployer.outcome,
  };
}
