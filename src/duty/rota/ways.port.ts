// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Channel } from './plan.ts';

/** How the last page to a person by a channel ended, as far as it has ended. */
export type LastTry = { readonly arrived: boolean; readonly at: string };

/** What this desk knows of the ways to people, asked anew each time. */
export type Ways = {
  /** Why nothing leaves by a channel; one that is not named here is set up. The telephone is dialled by people and never closed. */
  readonly closed: Partial<Readonly<Record<Channel, Bilingual>>>;
  /** Names of the webhooks that are set up. */
  readonly webhooks: readonly string[];
  /** null: the desk's state was not opened, so neither browsers nor earlier pages could be looked at. */
  readonly seen: {
    /** Browsers that still take pushes, by person of the plan; a subscription that a push service calls gone is not among them. */
    readonly browsers: ReadonlyMap<string, number>;
    /** By `lastKey`. A person whom nothing was sent to by a channel is not there. */
    readonly last: ReadonlyMap<string, LastTry>;
  } | null;
};

/** Under which key the last use of a person's channel is kept. */
export function lastKey(person: string, channel: Channel): string {
  return `${person} ${channel}`;
}
