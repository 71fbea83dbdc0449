// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useLang, useWords } from '../../lang/lang.tsx';
import { settingsWords } from './words.ts';
import { deviceZone } from '../../lang/time.ts';
import { ApiKeys } from './api-keys.tsx';
import { Chats } from './chats.tsx';
import { ContactLink } from './contact-link.tsx';
import { DeskHealth } from './desk-health.tsx';
import { KnownWays } from './known-ways.tsx';
import { LogsLink } from './logs-link.tsx';
import { MailLink } from './mail-link.tsx';
import { OwnTrail } from './own-trail.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordChange } from './password-change.tsx';
import { Totp } from './totp.tsx';
import { WaysIn } from './ways-in.tsx';

export function Settings() {
  const w = useWords(settingsWords);
  const { lang, setLang } = useLang();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <h1>{w.title}</h1>
      <section className="sheet stack" aria-label={w.look}>
        <h2>{w.look}</h2>
        <div className="row">
          <span style={{ minWidth: '5em' }}>{w.language}</span>
          <SegmentedControl
            aria-label={w.language}
            value={lang}
            onChange={(value) => setLang(value === 'en' ? 'en' : 'ja')}
            data={[
              { value: 'ja', label: '日本語' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className="row">
          <span style={{ minWidth: '5em' }}>{w.theme}</span>
          <SegmentedControl
            aria-label={w.theme}
            value={colorScheme}
            onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: w.themes[value] }))}
          />
        </div>
        <p className="quiet small">{w.zone(deviceZone())}</p>
      </section>
      <section className="sheet stack" aria-label={w.signInTitle} style={{ gap: 24 }}>
        <h2>{w.signInTitle}</h2>
        <Totp />
        <Passkeys />
        <PasswordChange />
        <OwnTrail />
      </section>
      <MailLink />
      <ContactLink />
      <WaysIn />
      <KnownWays />
      <Chats />
      <LogsLink />
      <ApiKeys />
      <DeskHealth />
    </div>
  );
}
