// SPDX-License-Identifier: Apache-2.0
/** What a signed-in person may be. One person may hold several. `auditor` reads everything and changes nothing. */
export const roles = ['administrator', 'responder', 'manager', 'staff', 'instructor', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Who may work on a case, and who may read one. Used by nearly every route. */
export const mayWork = ['administrator', 'responder', 'manager'] as const satisfies readonly Role[];
export const mayRead = ['administrator', 'responder', 'manager', 'instructor', 'auditor'] as const satisfies readonly Role[];
export const mayAdminister = ['administrator'] as const satisfies readonly Role[];

/** Who prepares, starts, directs and evaluates exercises. */
export const mayLead = ['administrator', 'manager', 'instructor'] as const satisfies readonly Role[];

/**
 * Who may let out, erase or delete what. The one list for routes, for the command line (where a person of the register must
 * say who they are) and for docs/how-to/sign-in-and-roles.md, which a test holds to it.
 */
export const mayRelease = {
  reply: mayWork,
  notice: mayWork,
  statement: mayWork,
  contact: mayAdminister,
  block: ['administrator', 'manager'],
  erasure: ['administrator', 'manager'],
  deletion: mayAdminister,
} as const satisfies Readonly<Record<string, readonly Role[]>>;
