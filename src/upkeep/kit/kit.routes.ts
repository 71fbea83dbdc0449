// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints, kitShape } from './kit.contract.ts';
import { kitState, printKit } from './print-kit.ts';
import type { KitDeps } from './print-kit.ts';

/** The response kit on paper. */
export function kitRoutes(deps: KitDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.kit,
      summary: { ja: '初動対応キットをいつ印刷したか', en: 'When the response kit was last printed' },
      access: mayRead,
      handle: async () => ({ status: 200, body: await kitState(deps) }),
    }),
    route({
      ...endpoints.printKit,
      summary: { ja: '初動対応キットを印刷する（PDF）', en: 'Print the response kit (PDF)' },
      access: mayWork,
      body: kitShape,
      rateLimit: 20,
      async handle({ body, who, lang }) {
        const raw = await printKit(deps, actorOf(who), { ...body, lang });
        const headers = { 'content-disposition': `attachment; filename="kit-${lang}.pdf"`, 'cache-control': 'no-store' };
        return { status: 200, raw, contentType: 'application/pdf', headers };
      },
    }),
  ];
}
