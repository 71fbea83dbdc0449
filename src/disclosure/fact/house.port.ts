// SPDX-License-Identifier: Apache-2.0
import type { OwnWords } from '../../common/words/own-words.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';

/** What a released plan stops and keeps, by the names of the inventory. `because`, `whole`: the plan's own reasons. */
export type CutPlan = {
  readonly stopped: readonly { readonly name: string; readonly because: 'rule' | 'isolated' }[];
  /** `whole`: every recorded connection of computers that stay connected passes the replay. */
  readonly kept: readonly { readonly name: string; readonly whole: boolean }[];
};

/** Somebody of the register who has not left. */
export type HousePerson = { readonly name: string; readonly addresses: readonly string[]; readonly lang: Lang };

/** What statements need of our own house beside the case. */
export type House = {
  readonly organisation: () => Promise<Bilingual>;
  /** How it speaks of itself. */
  readonly own: () => Promise<OwnWords>;
  /** The zone of the rota, in which times are said. */
  readonly zone: () => Promise<string>;
  /** The address under which the outside reaches this desk, without a slash at its end. */
  readonly publicAddress: () => Promise<string>;
  /** null: not in the register, or left. */
  readonly person: (personId: string) => Promise<HousePerson | null>;
  /** The option of a plan that is kept under this hash; null where it is gone or has no such option. */
  readonly cutPlan: (plan: string, option: string) => Promise<CutPlan | null>;
};
