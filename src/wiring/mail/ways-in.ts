// SPDX-License-Identifier: Apache-2.0
import type { WayIn } from '../../intake/ways.port.ts';
import type { OpenState } from '../base/base.ts';
import { leadOf } from '../base/lead.ts';
import { perOpened } from '../base/per-opened.ts';

/** Filled when the services of an open desk are made. */
export const waysOf = perOpened((): (() => readonly WayIn[])[] => []);

/** How mail comes in by itself, and how each way stands now. */
export function waysInOf(opened: OpenState): readonly WayIn[] {
  const all = waysOf(opened).flatMap((way) => way());
  return leadOf(opened).now?.is === 'stands-by' ? all.map((way) => ({ ...way, is: 'elsewhere' as const })) : all;
}
