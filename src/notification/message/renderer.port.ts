// SPDX-License-Identifier: Apache-2.0
import type { Facts } from './facts.ts';

export type { Facts } from './facts.ts';

/** `line` counts from 1; null where the fault has no place (a limit of time or memory). */
export type TemplateFault = { readonly line: number | null; readonly what: string };

/** Fills templates in a place of its own, within limits; a template reads nothing but its facts and runs nothing. */
export type Renderer = {
  /** One text for each of the facts, in their order; or the first fault, and then none. */
  readonly render: (template: string, facts: readonly Facts[]) => Promise<readonly string[] | TemplateFault>;
  /** The names that a template takes from its facts: `customers`, `case`. */
  readonly names: (template: string) => Promise<readonly string[] | TemplateFault>;
};

/** The templates of notices by language; those of the organisation win over ours. */
export type Templates = () => Promise<ReadonlyMap<string, string>>;
