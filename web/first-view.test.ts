// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { screensOf } from './first-view.ts';

const routes = readFileSync(join(import.meta.dirname, 'routes.tsx'), 'utf8');

describe('first-view', () => {
  it('finds the address and the file of every screen', () => {
    const screens = screensOf(routes);
    expect(screens.length).toBe(routes.split('lazyRouteComponent(').length - 1);
    expect(screens.filter(([, file]) => !existsSync(join(import.meta.dirname, file)))).toEqual([]);
    expect(screens).toContainEqual(['/cases/$caseId', 'screens/cases/situation-room.tsx']);
  });

  it('a route that only leads elsewhere takes no file of the next one', () => {
    const text = `createRoute({ ...route('/a'), beforeLoad }), createRoute({ ...route('/b'), component: lazyRouteComponent(() => import('./b.tsx'), 'B') })`;
    expect(screensOf(text)).toEqual([['/b', 'b.tsx']]);
  });
});
