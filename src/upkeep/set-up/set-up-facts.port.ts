// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { KitFacts } from '../kit/kit-facts.port.ts';

/** What the desk holds, as far as setting it up goes: counts of its registers and of what happened. */
export type SetUpCounts = {
  readonly signIns: number;
  readonly logImports: number;
  readonly customers: number;
  readonly exercisesStarted: number;
  readonly exercisesEnded: number;
};

export type SetUpFacts = SetUpCounts &
  Pick<KitFacts, 'rota' | 'bodies' | 'services'> & {
    readonly now: Instant;
    readonly mailOut: boolean;
    readonly mailIn: boolean;
    readonly publicUrl: string | null;
    /** Until when the duty on the newest paper kit reaches; null: none was printed. */
    readonly kitUntil: Instant | null;
  };
