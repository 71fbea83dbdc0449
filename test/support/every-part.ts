// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RouteSpec } from '../../src/edge/route.ts';
import type { Base, Opened, Wired } from '../../src/wiring/base.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'wiring');

/** Routes of every part that is wired, found by its `wire…` function; the journal's and the organisation's come with the desk. */
export async function routesOfEveryPart(opened: Opened, base: Base): Promise<readonly RouteSpec[]> {
  const routes: RouteSpec[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || ['organisation.ts', 'journal.ts', 'desk.ts'].includes(file)) continue;
    const exported = (await import(join(folder, file))) as Record<string, unknown>;
    for (const [name, wire] of Object.entries(exported)) {
      if (!/^wire[A-Z]/.test(name) || typeof wire !== 'function') continue;
      routes.push(...((wire as (base: Base) => Wired)(base).routes?.(opened) ?? []));
    }
  }
  return routes;
}
