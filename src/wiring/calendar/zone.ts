// SPDX-License-Identifier: Apache-2.0
import { createPlanStore } from '../../adapters/postgres/duty-store.ts';
import type { OpenState } from '../base/base.ts';

/** Where nobody has said in which zone the organisation reads its times. */
const ZONE = 'Asia/Tokyo';

/** IANA zone of the rota, in which the organisation reads its times. */
export async function zoneOf(opened: Pick<OpenState, 'database'>): Promise<string> {
  return (await createPlanStore(opened.database).latest())?.plan.zone ?? ZONE;
}

/** Numbers of the register of all people whom the published plan names. */
export async function onRotaOf(opened: Pick<OpenState, 'database'>): Promise<ReadonlySet<string>> {
  const plan = (await createPlanStore(opened.database).latest())?.plan;
  return new Set(plan?.people.map(({ id, personId }) => (personId === '' ? id : personId)));
}
