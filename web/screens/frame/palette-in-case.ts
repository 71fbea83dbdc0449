// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { endpoints as exposure } from '../../../src/exposure/contract.ts';
import { endpoints as remediation } from '../../../src/remediation/contract.ts';
import { notesKey } from '../../api/notes.ts';
import { ask } from '../../api/fetch/http.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import type { Choice } from './palette-known.ts';
import { frameWords } from './words.ts';

const EACH = 8;

/** Of the case on whose pages one is: notes that say the text, and tenants of its audit by name or customer, with a finding or without. */
export function useInCase(text: string, allowed: boolean): readonly Choice[] {
  const router = useRouter();
  const w = useWords(frameWords);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const caseId = /^\/cases\/([^/]+)/.exec(path)?.[1] ?? '';
  const [search] = useDebouncedValue(text.trim().toLowerCase(), 150);
  const enabled = allowed && search !== '' && caseId !== '';
  const notes = useQuery({
    queryKey: notesKey(caseId),
    queryFn: ({ signal }) => ask(remediation.notes, { params: { caseId }, signal }),
    enabled,
  });
  const tenants = useQuery({
    queryKey: ['exposure', caseId, 'tenants'],
    queryFn: ({ signal }) => ask(exposure.tenants, { params: { caseId }, signal }),
    enabled,
  });
  if (!enabled) return [];
  const holds = (...texts: readonly string[]) => texts.some((one) => one.toLowerCase().includes(search));
  return [
    ...(notes.data?.notes ?? [])
      .filter((note) => holds(note.title, note.text, ...note.attachments.map(({ fileName }) => fileName)))
      .slice(0, EACH)
      .map(
        (note): Choice => ({
          id: `note-${note.noteId}`,
          group: 'note',
          text: note.title === '' ? note.text.slice(0, 80) : note.title,
          run: () => router.history.push(paths.notes(caseId)),
        }),
      ),
    ...(tenants.data?.items ?? [])
      .filter((row) => holds(row.tenant, row.customer))
      .slice(0, EACH)
      .map(
        (row): Choice => ({
          id: `tenant-${row.tenant}`,
          group: 'tenant',
          text: row.customer === row.tenant ? row.tenant : `${row.tenant}　${row.customer}`,
          run: () => router.history.push(paths.exposureTenant(caseId, row.tenant)),
        }),
      ),
    ...(tenants.data?.nothingFound ?? [])
      .filter((tenant) => holds(tenant))
      .slice(0, EACH)
      .map(
        (tenant): Choice => ({
          id: `tenant-${tenant}`,
          group: 'tenant',
          text: w.noExposure(tenant),
          run: () => router.history.push(paths.exposure(caseId, 'tenants')),
        }),
      ),
  ];
}
