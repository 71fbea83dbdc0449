// SPDX-License-Identifier: Apache-2.0
import { createPlanStore } from '../../adapters/postgres/duty-store.ts';
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import { ownWords } from '../../common/words/own-words.ts';
import { readPlan } from '../../containment/plan/plan-file.ts';
import type { CutPlan, House } from '../../disclosure/fact/house.port.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { Base, OpenState } from '../base/base.ts';
import { shownBase } from '../base/mail-setup.ts';

/** Our own house as statements see it: our name, the rota's zone (UTC without a rota), and the plans that the case keeps. */
export function houseOfStatements(base: Base, opened: OpenState): House {
  const { database, blobs } = opened;
  return {
    publicAddress: () => shownBase(base, opened),
    organisation: async () => (await createOrganisationStore(database).organisation()).name,
    own: async () => ownWords[(await createOrganisationStore(database).organisation()).kind],
    zone: async () => (await createPlanStore(database).latest())?.plan.zone ?? 'UTC',
    async person(personId) {
      const found = await createOrganisationStore(database).find(personId);
      return found === null || found.left ? null : found;
    },
    async cutPlan(plan, option) {
      const sha256 = parseSha256(plan);
      const bytes = sha256 === null ? null : await blobs.get(sha256);
      return bytes === null ? null : cutPlanIn(new TextDecoder().decode(bytes), option);
    },
  };
}

/** The services that the option of a plan stops and keeps; null where the text is no plan or has no such option. */
export function cutPlanIn(text: string, option: string): CutPlan | null {
  const plan = readPlan(text);
  if (!plan.ok) return null;
  const chosen = [...plan.value.options, plan.value.recommended].find((one) => one.id === option);
  if (chosen === undefined) return null;
  return {
    stopped: chosen.stopped.map(({ name, because }) => ({ name, because })),
    kept: chosen.kept.map(({ name, share }) => ({ name, whole: share >= 1 })),
  };
}
