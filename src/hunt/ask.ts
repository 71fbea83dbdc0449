// SPDX-License-Identifier: Apache-2.0
/**
 * Why a person is asked before a file's rows count. `format`: too few lines of the sample fit. `lines`: too few of all
 * lines were read. `zone`: the lines carry no zone and none was declared.
 */
export const askReasons = ['format', 'lines', 'zone'] as const;
export type AskReason = (typeof askReasons)[number];
