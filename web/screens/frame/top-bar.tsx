// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { auth } from '../../api/auth.ts';
import type { Person } from '../../api/session.ts';
import { frameWords } from '../../i18n/frame.ts';
import { useLang, useWords } from '../../i18n/lang.tsx';
import { paths } from '../../paths.ts';
import { forgetDrafts } from '../../ui/draft.ts';
import { Icon } from '../../ui/icons.tsx';

export function TopBar(props: { readonly person: Person; readonly organisation: string; readonly onSearch: () => void }) {
  const w = useWords(frameWords);
  return (
    <div className="topbar-row">
      <a className="brand" href={paths.now}>
        <img src="/mark.svg" alt="" width="24" height="24" />
        <span>{w.desk}</span>
      </a>
      <button type="button" className="seek" onClick={props.onSearch} aria-label={w.search}>
        <Icon name="search" />
        <span className="one-line">{w.searchHint}</span>
        <kbd>Ctrl K</kbd>
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
      aria-label={to === 'ja' ? other.toJapanese : other.toEnglish}
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
    <ActionIcon
      variant="subtle"
      size={36}
      color="gray"
      title={word}
      aria-label={word}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </ActionIcon>
  );
}

function Account({ person }: { readonly person: Person }) {
  const w = useWords(frameWords);
  const client = useQueryClient();
  const leave = async () => {
    await auth.signOut().catch(() => undefined);
    forgetDrafts();
    client.clear();
    window.location.assign(paths.signIn);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="pill account one-line">
          {person.name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.address}</Menu.Label>
        <Menu.Item component="a" href={paths.settings}>
          {w.rail.settings}
        </Menu.Item>
        <Menu.Item onClick={() => void leave()}>{w.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
