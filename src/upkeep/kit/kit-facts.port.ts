// SPDX-License-Identifier: Apache-2.0
import type { RoleName } from '../../common/words/role-names.contract.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';

/** Empty texts: the register has none. */
export type KitPerson = {
  readonly name: string;
  readonly department: string;
  readonly telephone: string;
  readonly mail: string;
  readonly roles: readonly RoleName[];
};

/** One stretch of a roster; nobody on duty is a stretch too. */
export type KitStretch = {
  readonly from: Instant;
  readonly to: Instant;
  readonly person: { readonly name: string; readonly telephone: string } | null;
};

export type KitRota = {
  readonly rosters: readonly { readonly name: Bilingual; readonly required: boolean; readonly stretches: readonly KitStretch[] }[];
  /** Who is told upwards, level by level. */
  readonly reportUp: readonly (readonly { readonly name: string; readonly telephone: string }[])[];
};

export type KitBody = {
  readonly name: Bilingual;
  readonly telephone: string;
  readonly hours: string;
  readonly contract: string;
  readonly say: Bilingual;
  readonly source: string;
  /** False: nobody of the organisation has checked it. */
  readonly confirmed: boolean;
};

export type KitService = {
  readonly name: string;
  readonly kind: string;
  readonly owner: string;
  readonly priority: number;
  readonly group: 'keep' | 'stop' | 'undecided' | 'own';
  readonly decided: { readonly by: string | null; readonly on: string | null };
  readonly names: readonly string[];
  readonly ranges: readonly string[];
  /** `443/tcp`; `*` is all. */
  readonly ports: string;
  readonly carrier: boolean;
};

/** What the registers hold at one moment, as far as people need it when nothing but paper is left. */
export type KitFacts = {
  readonly at: Instant;
  readonly organisation: Bilingual;
  readonly zone: string;
  /** Where people open the desk; null: nobody set it. */
  readonly deskUrl: string | null;
  /** null: no rota is in force. */
  readonly rota: KitRota | null;
  /** Everybody of the rota and everybody with a role beside `staff`. */
  readonly people: readonly KitPerson[];
  /** People of the register that are left out. */
  readonly peopleLeftOut: number;
  readonly bodies: readonly KitBody[];
  readonly services: readonly KitService[];
  /** Where names can be enforced. */
  readonly names: 'none' | 'dns' | 'sni';
  readonly gateways: readonly string[];
};
