// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { endpoints } from './trouble.contract.ts';
import type { Looking } from './keep-looking.ts';

/** What is not well now, for whoever reads the desk: it says why mail does not come or go. */
export function troubleRoutes(looking: Pick<Looking, 'now' | 'asked'>): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.troubles,
      summary: {
        ja: 'いま具合の悪いもの（時計、ディスク、メール、DNS、サインイン）',
        en: 'What is not well now: clock, disk, mail, name servers, sign-in',
      },
      access: mayRead,
      async handle() {
        looking.asked();
        return { status: 200, body: { troubles: [...looking.now()] } };
      },
    }),
  ];
}
