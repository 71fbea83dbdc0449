// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import type { Actor } from '../../journal/actor.ts';
import type { BodyOf } from '../entry/kinds.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

type Added = BodyOf<'work.item-added'>;
export type PlaybookStep = BodyOf<'work.playbook-chosen'>['steps'][number];

export type WorkItem = Omit<Added, 'titles'> & {
  /** The title for each reader: a playbook's step and what another station found have one in each language. */
  readonly titles: Bilingual;
  readonly status: 'open' | 'started' | 'blocked' | 'done' | 'verified' | 'cancelled';
  readonly ackedAt: Instant | null;
  readonly blocked: { readonly by: string; readonly until: string | null; readonly reason: string } | null;
  readonly impact: BodyOf<'work.impact-checked'>['impact'] | null;
  /** What becomes of the evidence; null: not answered. Absent in views of before. */
  readonly evidence?: (Pick<BodyOf<'work.evidence-settled'>, 'answer' | 'note'> & { readonly by: string }) | null;
  /** Who did it: the one who may not verify it. */
  readonly doneBy: string | null;
  readonly doneAt: Instant | null;
  readonly result: string;
  readonly addedAt: Instant;
  readonly seq: number;
};

export type RemediationView = {
  /** `by` a machine: chosen from the kinds, and changed with them. */
  readonly playbook: (Omit<BodyOf<'work.playbook-chosen'>, 'reason'> & { readonly seq: number; readonly by: 'person' | 'machine' }) | null;
  /** Steps that were done, refused, or turned into an item. */
  readonly settledSteps: readonly string[];
  readonly onePerson: boolean;
  readonly items: readonly WorkItem[];
  readonly notes: readonly { readonly noteId: string; readonly title: string; readonly version: number; readonly seq: number }[];
};

const STEP = 'remediation.step.';

export const remediationFold: PartFold<RemediationView> = {
  initial: { playbook: null, settledSteps: [], onePerson: false, items: [], notes: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'work.playbook-chosen': {
        const { reason: _, ...playbook } = entry.body;
        return { ...view, playbook: { ...playbook, seq: entry.seq, by: entry.actor.type === 'machine' ? 'machine' : 'person' } };
      }
      case 'work.mode-set':
        return { ...view, onePerson: entry.body.onePerson };
      case 'work.item-added': {
        const item: WorkItem = { ...entry.body, ...fresh, titles: titlesOf(view, entry.body), addedAt: entry.at, seq: entry.seq };
        return { ...(item.step === null ? view : settle(view, item.step)), items: [...view.items, item] };
      }
      case 'work.item-changed':
        return change(view, entry.body.itemId, (item) => ({
          ...item,
          ...(entry.body.fields as Partial<Omit<Added, 'titles'>>),
          ...renamed(entry.body.fields.title),
        }));
      case 'work.acknowledged':
        return change(view, entry.body.itemId, (item) => ({ ...item, ackedAt: item.ackedAt ?? entry.at }));
      case 'work.started':
        return change(view, entry.body.itemId, (item) => ({
          ...item,
          status: 'started',
          blocked: null,
          ackedAt: item.ackedAt ?? entry.at,
        }));
      case 'work.blocked': {
        const { by, until, reason } = entry.body;
        return change(view, entry.body.itemId, (item) => ({ ...item, status: 'blocked', blocked: { by, until, reason } }));
      }
      case 'work.unblocked':
        return change(view, entry.body.itemId, (item) => ({ ...item, status: 'started', blocked: null }));
      case 'work.impact-checked':
        return change(view, entry.body.itemId, (item) => ({ ...item, impact: entry.body.impact }));
      case 'work.evidence-settled': {
        const { answer, note } = entry.body;
        return change(view, entry.body.itemId, (item) => ({ ...item, evidence: { answer, note, by: entry.actor.name } }));
      }
      case 'work.done': {
        const { result } = entry.body;
        return change(view, entry.body.itemId, (item) => ({
          ...item,
          status: 'done',
          result,
          doneBy: idOf(entry.actor),
          doneAt: entry.at,
          blocked: null,
        }));
      }
      case 'work.verified':
        return change(view, entry.body.itemId, (item) => ({ ...item, status: entry.body.accepted ? 'verified' : 'started' }));
      case 'work.cancelled':
        return change(view, entry.body.itemId, (item) => ({ ...item, status: 'cancelled' }));
      case 'case.action-done':
      case 'case.action-refused':
        return entry.body.actionId.startsWith(STEP) ? settle(view, entry.body.actionId.slice(STEP.length)) : view;
      case 'note.saved': {
        const { noteId, title, version } = entry.body;
        return { ...view, notes: [...view.notes.filter((note) => note.noteId !== noteId), { noteId, title, version, seq: entry.seq }] };
      }
      default:
        return view;
    }
  },
  stations(view) {
    const live = view.items.filter((item) => item.status !== 'cancelled');
    if (live.length === 0) return {};
    const open = live.filter((item) => !isFinished(item));
    const blocked = open.filter((item) => item.status === 'blocked').length;
    const due = open.flatMap((item) => item.due ?? []).toSorted();
    return {
      fix: {
        state: open.length === 0 ? 'done' : 'running',
        word:
          open.length === 0
            ? { ja: '復旧済み', en: 'fixed' }
            : blocked > 0
              ? { ja: '停滞あり', en: 'blocked' }
              : { ja: '作業中', en: 'in work' },
        number: { value: open.length, unit: { ja: '件残り', en: open.length === 1 ? 'item left' : 'items left' } },
        deadline: (due[0] as Instant | undefined) ?? null,
      },
    };
  },
  judgement(view) {
    return {
      known: view.items.filter((item) => isFinished(item)).map((item) => said(item, `完了（${item.result}）`, `done (${item.result})`)),
      unknown: view.items
        .filter((item) => item.status === 'done' && item.fourEyes)
        .map((item) => said(item, '実施済み、確認待ち', 'done, not yet verified by a second person')),
      notCheckable: [],
    };
  },
  next(view, proved) {
    const { playbook } = view;
    const settled = (step: PlaybookStep) => view.settledSteps.includes(step.id) || step.provedBy?.some((fact) => proved.has(fact)) === true;
    const behind = new Set((playbook?.steps ?? []).filter(settled).map(({ id }) => id));
    const steps: NextAction[] = (playbook?.steps ?? [])
      .filter((step) => !behind.has(step.id) && step.after.every((id) => behind.has(id)))
      .map((step) => ({
        id: `${STEP}${step.id}`,
        order: 20 + (playbook?.steps.indexOf(step) ?? 0) / 1000,
        text: step.title,
        why: step.why,
        who: view.onePerson ? { ja: `あなた（${step.who.ja}の役）`, en: `You (as ${step.who.en})` } : step.who,
        by: plusMillis(playbook?.startedAt as Instant, step.byMinutes * 60_000),
        href: step.page ?? 'fix',
      }));
    const unacked: NextAction[] = view.items
      .filter((item) => item.status === 'open' && item.needsAckBy !== null && item.ackedAt === null)
      .map((item) => ({
        id: `remediation.ack.${item.itemId}`,
        order: 18,
        text: { ja: `「${item.titles.ja}」を引き受けたと確かめる`, en: `Confirm that “${item.titles.en}” is taken` },
        why: { ja: '担当がまだ引き受けていない', en: 'The owner has not taken it yet' },
        who: { ja: item.owner?.name ?? item.department, en: item.owner?.name ?? item.department },
        by: item.needsAckBy as Instant,
        href: 'fix',
      }));
    return [...unacked, ...steps];
  },
};

const fresh = {
  status: 'open',
  ackedAt: null,
  blocked: null,
  impact: null,
  evidence: null,
  doneBy: null,
  doneAt: null,
  result: '',
} as const;

/** A step taken over as it stands in the playbook keeps both its languages; words of a person are the same for everybody. */
function titlesOf({ playbook }: RemediationView, { title, titles, step }: Added): Bilingual {
  const written = playbook?.steps.find(({ id }) => id === step)?.title;
  if (titles !== undefined) return titles;
  return written !== undefined && (title === written.ja || title === written.en) ? written : { ja: title, en: title };
}

function renamed(title: string | undefined): { readonly titles?: Bilingual } {
  return title === undefined ? {} : { titles: { ja: title, en: title } };
}

/** Done is enough unless a second pair of eyes was asked for. */
export function isFinished(item: WorkItem): boolean {
  return item.status === 'verified' || (item.status === 'done' && !item.fourEyes);
}

/** An item is late when its due time, or the time it is blocked until, has passed. */
export function isLate(item: WorkItem, now: Instant): boolean {
  const until = item.status === 'blocked' ? (item.blocked?.until ?? item.due) : item.due;
  return !isFinished(item) && item.status !== 'cancelled' && until !== null && millisOf(until as Instant) < millisOf(now);
}

function said(item: WorkItem, ja: string, en: string): Statement {
  return {
    id: `remediation.${item.itemId}`,
    text: { ja: `${item.titles.ja}: ${ja}`, en: `${item.titles.en}: ${en}` },
    mark: 'proved',
    evidence: [{ type: 'entry', seq: item.seq }],
  };
}

function idOf(actor: Actor): string {
  return actor.type === 'person' ? actor.id : actor.name;
}

function settle(view: RemediationView, step: string): RemediationView {
  return view.settledSteps.includes(step) ? view : { ...view, settledSteps: [...view.settledSteps, step] };
}

function change(view: RemediationView, itemId: string, to: (item: WorkItem) => WorkItem): RemediationView {
  return { ...view, items: view.items.map((item) => (item.itemId === itemId ? to(item) : item)) };
}
