// SPDX-License-Identifier: Apache-2.0
import type { IndicatorKind as AnyKind } from '../../common/indicator/grammar.ts';

/** Kinds that logs of traffic can be asked for. */
export const indicatorKinds = ['ip', 'cidr', 'domain', 'url', 'user-agent', 'ja3', 'ja4'] as const satisfies readonly AnyKind[];
export type IndicatorKind = (typeof indicatorKinds)[number];
export type Indicator = { readonly kind: IndicatorKind; readonly value: string };

/** Whether logs can be searched for this kind of indicator. */
export function isSought(one: { readonly kind: AnyKind; readonly value: string }): one is Indicator {
  return (indicatorKinds as readonly AnyKind[]).includes(one.kind);
}

/** As what an indicator was met in a log. */
export const seenAs = [
  'source',
  'destination',
  'host',
  'forwarded for',
  'url',
  'user agent',
  'resolver',
  'answer',
  'question',
  'ja3',
  'ja4',
  'in the text',
] as const;
export type SeenAs = (typeof seenAs)[number];
