// SPDX-License-Identifier: Apache-2.0
/** What a signed-in person may be. One person may hold several. `auditor` reads everything and changes nothing. */
export const roles = ['administrator', 'responder', 'manager', 'staff', 'instructor', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Who may work on a case, and who may read one. Used by nearly every route. */
export const mayWork = ['administrator', 'responder', 'manager'] as const satisfies readonly Role[];
export const mayRead = ['administrator', 'responder', 'manager', 'instructor', 'auditor'] as const satisfies readonly Role[];
export const mayAdminister = ['administrator'] as const satisfies readonly Role[];
