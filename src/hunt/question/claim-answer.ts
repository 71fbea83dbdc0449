// SPDX-License-Identifier: Apache-2.0
import { hostOfPath } from './claim-path.ts';
import type { Period } from '../engine/period.ts';
import { ANY_SERVER, plainHost } from './claim-scope.ts';
import type { ClaimAbout } from './claim-scope.ts';

/** What is asked of the logs. `requested`: anybody asked for the path. `attacked`: somebody tried something on it. */
export const claimKinds = ['requested', 'attacked'] as const;
export type Claim = {
  readonly kind: (typeof claimKinds)[number];
  /** A path, or a whole URL: then its host is the server in question. */
  readonly path: string;
  readonly period: Period;
  /** Which server the claim is about; absent: any of one's own. */
  readonly about?: ClaimAbout;
};

/** Which server a claim is about: what was said, else the host in its path. */
export function aboutOf({ path, about = ANY_SERVER }: Pick<Claim, 'path' | 'about'>): ClaimAbout {
  const host = hostOfPath(path);
  return host === null || about.hosts.length > 0 ? about : { ...about, hosts: [plainHost(host)] };
}

export const verdicts = ['supported', 'refuted', 'cannot-tell'] as const;
export type Verdict = (typeof verdicts)[number];

export type ClaimNumbers = {
  readonly requests: number;
  readonly sources: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly attackShaped: number;
  readonly attackSources: number;
  readonly attackAnswered: number;
  readonly shapes: readonly { readonly shape: string; readonly count: number }[];
  readonly posts: number;
  readonly statuses: readonly { readonly status: number; readonly count: number }[];
  readonly methods: readonly { readonly method: string; readonly count: number }[];
  readonly topSources: readonly {
    readonly ip: string;
    readonly count: number;
    readonly attackShaped: number;
    readonly first: string;
    readonly last: string;
  }[];
  /** Size of an ordinary good answer, and how many attack-shaped requests got one far larger. */
  readonly usualBytes: number;
  readonly unusuallyLarge: number;
  readonly bytesOut: number;
  /** What the same sources asked for elsewhere within ten minutes after an attack-shaped request, answered with 2xx. */
  readonly followUps: number;
  /** Rejected lines that hold the path's name all the same. */
  readonly rejectedMentions: number;
  /** Requests that differ from the path in capital and small letters only, where it is not known whether the server minds. */
  readonly otherCase: number;
};
