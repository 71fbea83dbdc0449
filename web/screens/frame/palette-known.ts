// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useCustomers } from '../../api/notification/customers.ts';
import { usePeople } from '../../api/organisation.ts';
import { useOutside } from '../../api/settings/outside.ts';
import { useServices } from '../../api/readiness.ts';
import { useSay } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';

export type Choice = {
  readonly id: string;
  readonly group: 'go' | 'do' | 'case' | 'report' | 'person' | 'body' | 'customer' | 'service' | 'note' | 'tenant';
  readonly text: string;
  readonly run: () => void;
};

const EACH = 5;

/** People, bodies outside, customers with their contracts, and services whose name, number or address holds the text. */
export function useKnown(text: string, allowed: boolean): readonly Choice[] {
  const say = useSay();
  const router = useRouter();
  const [search] = useDebouncedValue(text.trim().toLowerCase(), 150);
  const active = allowed && search !== '';
  const people = usePeople(active).data ?? [];
  const bodies = useOutside(active).data?.bodies ?? [];
  const services = useServices(active).data?.items ?? [];
  const customers = useCustomers(search, null, active).data?.items ?? [];
  if (!active) return [];
  const holds = (...texts: readonly string[]) => texts.some((one) => one.toLowerCase().includes(search));
  const to = (href: string) => () => router.history.push(href);
  return [
    ...people
      .filter((one) => holds(one.name, one.kana, one.department, one.telephone, ...one.addresses))
      .slice(0, EACH)
      .map(
        (one): Choice => ({
          id: one.personId,
          group: 'person',
          text: [one.name, one.department, one.telephone].filter(Boolean).join('　'),
          run: to(paths.organisation),
        }),
      ),
    ...bodies
      .filter((one) => holds(one.name.ja, one.name.en, one.telephone, one.contract))
      .slice(0, EACH)
      .map(
        (one): Choice => ({
          id: one.bodyId,
          group: 'body',
          text: [say.two(one.name), one.telephone].filter(Boolean).join('　'),
          run: to(paths.outside),
        }),
      ),
    ...customers.slice(0, EACH).map(
      (one): Choice => ({
        id: `customer-${one.customerId}`,
        group: 'customer',
        text: [one.name, one.customerId, ...one.contracts.slice(0, 3)].join('　'),
        run: to(paths.customers),
      }),
    ),
    ...services
      .filter((one) => holds(one.name, ...one.names))
      .slice(0, EACH)
      .map(
        (one): Choice => ({
          id: `service-${one.id}`,
          group: 'service',
          text: one.name,
          run: to(paths.readiness('services')),
        }),
      ),
  ];
}
