// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const two = z.object({ ja: z.string(), en: z.string() });

/** problem+json (RFC 9457) as the desk's server writes it: what happened, what is still safe, what to do next. */
export const problemSchema = z.object({
  code: z.string(),
  status: z.number(),
  what: two,
  safe: two,
  next: two,
  /** The request's number, by which the administrator finds it in the desk's log. */
  instance: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.what.en);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

export const offline: Problem = {
  code: 'desk-unreachable',
  status: 0,
  what: { ja: 'デスクに接続できません。', en: 'The desk cannot be reached.' },
  safe: {
    ja: '書きかけの内容はこの端末に残っています。受け取り済みの報告はデスクに保管されています。',
    en: 'What you were writing is kept on this device. Reports already received are kept by the desk.',
  },
  next: {
    ja: '回線とデスクの起動を確かめて、もう一度お試しください。つながれば画面は自動で最新になります。',
    en: 'Check the network and that the desk is running, then try again. The screen catches up by itself.',
  },
};

/** An answer that is not in the agreed shape: a fault of ours or of something in between. */
export function unexpected(status: number): Problem {
  return {
    code: 'unexpected-answer',
    status,
    what: { ja: `デスクの応答を読み取れませんでした（HTTP ${status}）。`, en: `The desk's answer could not be read (HTTP ${status}).` },
    safe: {
      ja: '記録は変わっていないか、変わった場合は経緯に残っています。',
      en: 'The record is unchanged, or the change stands in the timeline.',
    },
    next: {
      ja: '画面を読み込み直してください。続くときは管理者に、この画面と時刻を伝えてください。',
      en: 'Reload the page. If it happens again, tell the administrator which screen and at what time.',
    },
  };
}

export function problemOf(error: unknown): Problem {
  return error instanceof ApiError ? error.problem : unexpected(0);
}
