// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Policy } from '../policy/rule.ts';

export const targets = [
  'nftables',
  'iptables',
  'squid',
  'pac',
  'unbound-rpz',
  'bind-rpz',
  'dnsmasq',
  'windows-firewall',
  'fortigate',
  'pan-os',
  'cisco-ios',
  'yamaha-rtx',
  'list',
  'aws',
  'openc2',
  'cacao',
] as const;
export type Target = (typeof targets)[number];

export type RenderedFile = { readonly name: string; readonly text: string };

/** A rule of the plan that the target cannot say, or says differently; `rule` is `base` for the plan's default. */
export type Cannot = { readonly rule: string; readonly kind: string; readonly text: Bilingual };

/** `files` and `rollback` may lie in one folder: no two of them share a name. */
export type Rendered = {
  readonly target: Target;
  readonly option: string;
  /** `validator`: a program or schema checks it in the project's own tests. `not-on-device`: nobody here has the device. */
  readonly proof: 'validator' | 'not-on-device';
  readonly files: readonly RenderedFile[];
  /** How a person applies it, command by command. */
  readonly apply: readonly string[];
  readonly rollback: readonly RenderedFile[];
  readonly undo: readonly string[];
  readonly cannot: readonly Cannot[];
};

export type RenderContext = {
  readonly madeAt: string;
  readonly option: string;
  /** For lists, whose entries outlive the incident: the case they belong to, and the day (ISO) on which they are to go. */
  readonly caseNumber?: string | null;
  readonly expires?: string | null;
};

/**
 * A renderer in two steps: `project` leaves of the plan what the target can say and names the rest; `write`
 * puts that into the target's words. What is written must mean exactly what was projected.
 */
export type Renderer = {
  readonly proof: Rendered['proof'];
  readonly project: (policy: Policy) => { readonly policy: Policy; readonly cannot: readonly Cannot[] };
  readonly write: (policy: Policy, context: RenderContext) => Omit<Rendered, 'target' | 'option' | 'proof' | 'cannot'>;
};
