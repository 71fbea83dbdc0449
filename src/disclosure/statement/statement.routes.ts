// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints } from '../contract.ts';
import type { DisclosureDeps } from '../deps.ts';
import { itemSheet } from './item-sheet.ts';

export function statementRoutes(_deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.statementItems,
      access: mayRead,
      summary: { ja: '公表文に書く項目の一覧', en: 'What a statement must say' },
      handle: async () => ({ status: 200, body: itemSheet() }),
    }),
  ];
}
