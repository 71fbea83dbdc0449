// SPDX-License-Identifier: Apache-2.0

/** Kinds of log that a person can say a file is. */
export const TABLES = ['web', 'flow', 'dns', 'event'] as const;
export type TableName = (typeof TABLES)[number];
