// SPDX-License-Identifier: Apache-2.0
import type { Policy } from '../../../../src/containment/policy/rule.ts';
import type { Rendered, Target } from '../../../../src/containment/render/target.ts';
import type { Chance } from '../random.ts';

/** One probe: what the model says of it and what the live program did. Anything but "open" and "denied" is no verdict and never agrees. */
export type Trial = { readonly probe: object; readonly model: 'open' | 'denied'; readonly live: string };

export type Written = Pick<Rendered, 'files' | 'rollback'>;

/** A live program between namespaces that takes one plan after the other. */
export type Stand = {
  /** `policy` is what the target can say of a plan, `written` how it says it. */
  readonly trial: (policy: Policy, written: Written, random: Chance, probes: number) => Promise<readonly Trial[]>;
  readonly close: () => Promise<void>;
};

export type StandKind = {
  readonly target: Target;
  readonly names: Policy['names'];
  /** Programs it cannot do without. */
  readonly needs: readonly string[];
  readonly open: () => Promise<Stand>;
  /** A fault in what was written, of a kind that was or could have been: a proof that does not find it proves nothing. */
  readonly plant: (text: string) => string;
};
