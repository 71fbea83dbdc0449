// SPDX-License-Identifier: Apache-2.0
import { emptyJudgement } from './part-fold.ts';
import type { PartFold } from './part-fold.ts';

/** null: the case is real. */
export type ExerciseView = {
  readonly runId: string;
  readonly title: string;
  readonly state: 'running' | 'paused' | 'ended';
  readonly sent: number;
  readonly seq: number;
  /** The entry by which it was stopped because something real happened; null: it was not. */
  readonly stopped: number | null;
} | null;

export const exerciseFold: PartFold<ExerciseView> = {
  initial: null,
  apply(view, entry) {
    if (entry.kind === 'exercise.started')
      return { runId: entry.body.runId, title: entry.body.title, state: 'running', sent: 0, seq: entry.seq, stopped: null };
    if (view === null) return view;
    switch (entry.kind) {
      case 'exercise.inject-sent':
        return { ...view, sent: view.sent + 1 };
      case 'exercise.paused':
        return { ...view, state: 'paused' };
      case 'exercise.resumed':
        return { ...view, state: 'running' };
      case 'exercise.lapse-called':
        return entry.body.stopped ? { ...view, stopped: entry.seq } : view;
      case 'exercise.ended':
        return { ...view, state: 'ended' };
      default:
        return view;
    }
  },
  stations: () => ({}),
  judgement(view) {
    if (view === null) return emptyJudgement;
    const text = {
      ja: '【訓練】この事案は訓練です。外へは何も出ず、参加者にだけ「訓練」と記して届きます。',
      en: '[EXERCISE] This case is an exercise: nothing leaves but to its participants, and that is marked.',
    };
    const mark = { id: 'exercise.mark', text, mark: 'proved', evidence: [{ type: 'entry', seq: view.seq }] } as const;
    if (view.stopped === null) return { ...emptyJudgement, known: [mark] };
    const stopped = {
      ja: '【訓練】実際の出来事のため、この訓練は中止されました。以後の連絡は本物として扱ってください。',
      en: '[EXERCISE] It was stopped because something real happened: take whatever comes now for real.',
    };
    const known = { id: 'exercise.stopped', text: stopped, mark: 'proved', evidence: [{ type: 'entry', seq: view.stopped }] } as const;
    return { ...emptyJudgement, known: [known, mark] };
  },
  next: () => [],
};
