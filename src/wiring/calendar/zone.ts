// SPDX-License-Identifier: Apache-2.0
import { createPlanStore } from '../../adapters/postgres/duty-store.ts';
import type { OpenState } from '../base/base.ts';

/** Where nobody has said in which zone the organisation reads its times. */
const ZONE = 'Asia/Tokyo';

/** IANA zone of the rota, in which the organisation reads its times. */
export async function zoneOf(opened: Pick<OpenState, 'database'>): Promise<string> {
  return (await createPlanStore(opened.database).latest())?.plan.zone ?? ZONE;
}
