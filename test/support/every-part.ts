// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../../src/edge/route.ts';
import type { Base, OpenState } from '../../src/wiring/base/base.ts';
import { everyPart } from '../../src/wiring/parts.ts';

/** Routes of every part that is wired; the journal's and the organisation's come with the desk. */
export function routesOfEveryPart(opened: OpenState, base: Base): readonly RouteSpec[] {
  return everyPart.flatMap((wire) => wire(base).routes?.(opened) ?? []);
}
