// SPDX-License-Identifier: Apache-2.0
/** The same names as in edge/role.ts; a convention test compares the two, because the journal may not look at the edge. */
export const rolesOfEntry = ['administrator', 'responder', 'manager', 'staff', 'instructor', 'auditor'] as const;
