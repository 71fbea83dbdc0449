// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { frameWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';

/** The sheet of paper in front of the desk: sign-in and first set-up stand on it. */
export function Gate({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const w = useWords(frameWords);
  const { lang, setLang } = useLang();
  return (
    <main className="gate">
      <div>
        <div className="spread" style={{ alignItems: 'center' }}>
          <span className="row">
            <img src="/mark.svg" alt="" width="32" height="32" />
            <strong>{w.desk}</strong>
          </span>
          <span className="row" role="group" aria-label={w.language}>
            <button type="button" className="pill" lang="ja" aria-pressed={lang === 'ja'} onClick={() => setLang('ja')}>
              日本語
            </button>
            <button type="button" className="pill" lang="en" aria-pressed={lang === 'en'} onClick={() => setLang('en')}>
              English
            </button>
          </span>
        </div>
        <div className="sheet stack">
          <h1>{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}
