// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { useDutyPlan } from '../api/duty.ts';
import { usePeople } from '../api/organisation.ts';
import { useLang } from '../lang/lang.tsx';
import { useMay } from './person.ts';

/** The name behind an id of the plan: a person, an outside contact, a policy, or somebody of the register who answered. */
export function useDutyNames(): (id: string) => string {
  const { lang } = useLang();
  const plan = useDutyPlan(useMay('read')).data?.plan ?? null;
  const people = usePeople().data;
  return useCallback(
    (id: string) =>
      plan?.people.find((person) => person.id === id)?.name ??
      plan?.externals.find((one) => one.id === id)?.name[lang] ??
      plan?.policies.find((one) => one.id === id)?.name[lang] ??
      people?.find((person) => person.personId === id)?.name ??
      id,
    [plan, people, lang],
  );
}
