// SPDX-License-Identifier: Apache-2.0
/**
 * Why a person is asked before a file's rows count. `format`: too few lines of the sample fit. `lines`: too few of all
 * lines were read. `zone`: the lines carry no zone and none was declared. `order`: dates like 03/04/2026 do not say
 * which number is the month, or say both.
 */
export const askReasons = ['format', 'lines', 'zone', 'order'] as const;
export type AskReason = (typeof askReasons)[number];

/**
 * What no line says and was assumed. `zone`: UTC. `year`: the latest in which no line is after the file's own time.
 * `hour`: of an hour that came twice when clocks were put back, the first. `order`: which number of a date is the month.
 */
export const guesses = ['zone', 'year', 'hour', 'order'] as const;
export type Guess = (typeof guesses)[number];
