// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../edge/route.ts';
import { advisoryRoutes } from './advisory/advisory.routes.ts';
import type { Proofs } from './advisory/directory.ts';
import type { DisclosureDeps } from './deps.ts';
import { thanksRows } from './credit/credit.ts';
import { creditRoutes } from './credit/credit.routes.ts';
import { formRoutes } from './form/form.routes.ts';
import { publicRoutes } from './page/page.routes.ts';
import { recently } from './page/recently.ts';
import { releaseRoutes } from './release/release.routes.ts';
import { securityTxtRoutes } from './security-txt/security-txt.routes.ts';
import { reportRoutes } from './report/report.routes.ts';
import { sharingRoutes } from './sharing/share.routes.ts';
import { yardstickRoutes } from './yardstick/yardstick.routes.ts';
import { statementRoutes } from './statement/statement.routes.ts';

/** Routes of disclosure: one line for each folder that has some. */
export function disclosureRoutes(deps: DisclosureDeps, proofs: () => Promise<Proofs>): readonly RouteSpec[] {
  const thanked = recently(deps.clock, () => thanksRows(deps));
  return [
    ...statementRoutes(deps),
    ...releaseRoutes(deps),
    ...publicRoutes(deps, async () => (await thanked()).ja.length > 0),
    ...sharingRoutes(deps),
    ...formRoutes(deps),
    ...yardstickRoutes(deps),
    ...creditRoutes(deps, thanked),
    ...securityTxtRoutes(deps),
    ...reportRoutes(deps),
    ...advisoryRoutes(deps, proofs),
  ];
}
