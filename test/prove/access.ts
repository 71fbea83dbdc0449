// SPDX-License-Identifier: Apache-2.0
// npm run prove:access -- [--plant]
import { parseArgs } from 'node:util';
import { openMatrix, tlps, walkMatrix } from '../support/access-matrix.ts';
import { plants } from '../support/api-plants.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';

const { values } = parseArgs({ options: { plant: { type: 'boolean', default: false } } });
const desk = await serveDesk({
  // Planted: routes over a case that look at the role and not at who belongs to the case.
  routes: (opened, base) => routesOfEveryPart(opened, base).map((spec) => (values.plant ? plants['circle-open'](spec) : spec)),
  trustedProxies: ['127.0.0.1'],
  limits: { perMinute: 10_000_000 },
});
try {
  const matrix = await openMatrix(desk);
  const { routes, cells, closed, refused, deviations } = await walkMatrix(desk, matrix);
  for (const one of deviations.slice(0, 20)) console.log(one);
  if (deviations.length > 0) process.exitCode = 1;
  console.log(
    `${cells} cells: ${routes} routes that name a case x ${matrix.callers.length} callers x ${tlps.length} TLPs; ${refused} refused by role, ${closed} closed by RED; ${deviations.length} deviations; ${deviations.length === 0 ? 'proved' : 'NOT proved'}`,
  );
} finally {
  await desk.close();
}
