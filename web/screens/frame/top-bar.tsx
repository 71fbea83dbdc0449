// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import type { Person } from '../../api/session.ts';
import { frameWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Icon } from '../../ui/icons.tsx';

export function TopBar(props: { readonly person: Person; readonly organisation: string; readonly onSearch: () => void }) {
  const w = useWords(frameWords);
  return (
    <div className="topbar-row">
      <a className="brand" href={paths.now} aria-label={w.desk}>
        <img src="/mark.svg" alt="" width="24" height="24" />
        <span>{w.desk}</span>
      </a>
      <button type="button" className="seek" onClick={props.onSearch} aria-label={`${w.searchHint} Ctrl K`}>
        <Icon name="search" />
        <span className="one-line">{w.searchHint}</span> <kbd>Ctrl K</kbd>
      </button>
      <span className="where one-line">{props.organisation}</span>
      <div className="end">
        <LangSwitch />
        <ThemeSwitch />
        <Account person={props.person} />
      </div>
    </div>
  );
}

export function LangSwitch() {
  const { lang, setLang } = useLang();
  const to = lang === 'ja' ? 'en' : 'ja';
  const other = frameWords[to];
  return (
    <button
      type="button"
      className="pill"
      lang={to}
      onClick={() => setLang(to)}
      title={to === 'ja' ? other.toJapanese : other.toEnglish}
      aria-label={to === 'ja' ? other.toJapanese : `EN: ${other.toEnglish}`}
    >
      {to === 'ja' ? '日本語' : 'EN'}
    </button>
  );
}

export function ThemeSwitch() {
  const w = useWords(frameWords);
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const word = dark ? w.toLight : w.toDark;
  return (
    <button type="button" className="pill icon-pill" title={word} aria-label={word} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  );
}

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }));

/** The menu is fetched when somebody wants it; the button looks and says the same before. */
function Account({ person }: { readonly person: Person }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className="pill account one-line" aria-haspopup="menu" onClick={() => setWanted(true)}>
      {person.name}
    </button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu person={person} />
    </Suspense>
  );
}
