// SPDX-License-Identifier: Apache-2.0
import { Modal, TextInput, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useCases } from '../../api/cases.ts';
import { useReports } from '../../api/reports.ts';
import { may } from '../../api/session.ts';
import type { Person } from '../../api/session.ts';
import { frameWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { paths } from '../../paths.ts';
import { useInCase } from './palette-in-case.ts';
import { useKnown } from './palette-known.ts';
import type { Choice } from './palette-known.ts';
import { useReturnFocus } from '../../ui/device/return-focus.ts';

/** Search and commands in one box. Screens and commands are found here, cases and reports by the desk's own search. */
export function Palette({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  useReturnFocus();
  const w = useWords(frameWords);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const fixed = useFixedChoices();
  const found = useFound(text, may(person, 'read'));
  const choices = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return [...fixed.filter((choice) => wanted === '' || choice.text.toLowerCase().includes(wanted)), ...found];
  }, [fixed, found, text]);
  const here = Math.min(at, Math.max(0, choices.length - 1));
  const take = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt((here + 1) % Math.max(1, choices.length));
    else if (event.key === 'ArrowUp') setAt((here + choices.length - 1) % Math.max(1, choices.length));
    else if (event.key === 'Enter') take(choices[here]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      yOffset="8dvh"
      centered={false}
      aria-label={w.search}
      returnFocus={false}
    >
      <TextInput
        data-autofocus
        aria-label={w.search}
        placeholder={w.searchHint}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={choices[here] === undefined ? undefined : `palette-${choices[here].id}`}
      />
      {choices.length === 0 ? <p className="quiet">{w.searchNone}</p> : null}
      <ul className="palette-list" id="palette-list" role="listbox" aria-label={w.search}>
        {choices.map((choice, index) => (
          <li
            key={choice.id}
            id={`palette-${choice.id}`}
            role="option"
            aria-selected={index === here}
            onMouseMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            <span className="group">{w.groups[choice.group]}</span>
            <span className="one-line">{choice.text}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function useFixedChoices(): readonly Choice[] {
  const w = useWords(frameWords);
  const router = useRouter();
  const { lang, setLang } = useLang();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return useMemo(() => {
    const go = (id: keyof typeof w.rail, href: string): Choice => ({
      id,
      group: 'go',
      text: w.rail[id],
      run: () => router.history.push(href),
    });
    return [
      go('now', paths.now),
      go('reports', paths.reports),
      go('cases', paths.cases),
      go('readiness', paths.readiness()),
      go('exercises', paths.exercises),
      go('organisation', paths.organisation),
      go('settings', paths.settings),
      ...(
        [
          ['duty', paths.duty],
          ['rota', paths.dutyEdit],
          ['measures', paths.measures],
          ['outside', paths.outside],
          ['services', paths.readiness('services')],
          ['traffic', paths.readiness('traffic')],
          ['assets', paths.readiness('assets')],
          ['import', paths.importPeople],
          ['mail', paths.mail],
        ] as const
      ).map(([id, href]): Choice => ({ id, group: 'go', text: w.screens[id], run: () => router.history.push(href) })),
      { id: 'customers', group: 'go', text: w.openCustomers, run: () => router.history.push(paths.customers) },
      { id: 'logs', group: 'go', text: w.openLogs, run: () => router.history.push(paths.logs) },
      { id: 'new-report', group: 'do', text: w.newReport, run: () => router.history.push(paths.newReport) },
      { id: 'lang', group: 'do', text: lang === 'ja' ? w.toEnglish : w.toJapanese, run: () => setLang(lang === 'ja' ? 'en' : 'ja') },
      { id: 'theme', group: 'do', text: dark ? w.toLight : w.toDark, run: () => setColorScheme(dark ? 'light' : 'dark') },
    ];
  }, [w, router, lang, setLang, dark, setColorScheme]);
}

function useFound(text: string, allowed: boolean): readonly Choice[] {
  const r = useWords(reportWords);
  const known = useKnown(text, allowed);
  const inCase = useInCase(text, allowed);
  const router = useRouter();
  const [search] = useDebouncedValue(text.trim(), 150);
  const active = allowed && search !== '';
  const cases = useCases({ search: active ? search : undefined, state: undefined });
  const reports = useReports({ search: active ? search : undefined });
  if (!active) return [];
  return [
    ...(cases.data?.pages[0]?.items ?? []).slice(0, 8).map(
      (row): Choice => ({
        id: row.id,
        group: 'case',
        text: `${row.id}　${row.title}`,
        run: () => router.history.push(paths.case(row.id)),
      }),
    ),
    ...(reports.data?.pages[0]?.items ?? []).slice(0, 8).map(
      (row): Choice => ({
        id: row.reportId,
        group: 'report',
        text: `${row.subject === '' ? r.noSubject : row.subject}　${row.from}`,
        run: () => router.history.push(paths.report(row.reportId)),
      }),
    ),
    ...inCase,
    ...known,
  ];
}
