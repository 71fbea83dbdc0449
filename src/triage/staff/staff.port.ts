// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';

export type StaffMember = {
  readonly personId: string;
  readonly name: string;
  readonly department: string;
  readonly addresses: readonly string[];
  /** As the register has it; empty where it has none. */
  readonly telephone: string;
  readonly lang: Lang;
};

/** Everybody who works here, in order of entry; those who left are not in it. */
export type Staff = () => Promise<readonly StaffMember[]>;
