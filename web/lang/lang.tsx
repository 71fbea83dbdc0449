// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatAge, formatBytes, formatTime, withTimes } from './time.ts';

export type Lang = 'ja' | 'en';
export type Two = { readonly ja: string; readonly en: string };

type Leaf = string | ((...args: never[]) => string);
type Dictionary = { readonly [key: string]: Leaf | Dictionary };
type Same<D> = {
  readonly [K in keyof D]: D[K] extends string ? string : D[K] extends (...args: infer A) => string ? (...args: A) => string : Same<D[K]>;
};

/** Words of one area in both languages. A word missing in one of them, or one too many, does not compile. */
export function wordsOf<const D extends Dictionary>(ja: D, en: Same<D>): Record<Lang, Same<D>> {
  return { ja: ja as unknown as Same<D>, en };
}

type Desk = { readonly lang: Lang; readonly setLang: (lang: Lang) => void };
const LangContext = createContext<Desk>({ lang: 'ja', setLang: () => undefined });

const STORED = 'matoi.lang';

export function storedLang(): Lang | null {
  try {
    const lang = localStorage.getItem(STORED);
    return lang === 'ja' || lang === 'en' ? lang : null;
  } catch {
    return null;
  }
}

export function LangProvider({ children, fixed }: { readonly children: ReactNode; readonly fixed?: Lang }) {
  const [lang, setState] = useState<Lang>(fixed ?? (document.documentElement.lang === 'en' ? 'en' : 'ja'));
  useEffect(() => {
    if (fixed === undefined) document.documentElement.lang = lang;
  }, [lang, fixed]);
  const desk = useMemo(
    () => ({
      lang,
      setLang: (to: Lang) => {
        setState(to);
        try {
          localStorage.setItem(STORED, to);
        } catch {
          // Storage is switched off: the choice lasts until the page is left.
        }
      },
    }),
    [lang],
  );
  return <LangContext value={desk}>{children}</LangContext>;
}

export function useLang(): Desk {
  return useContext(LangContext);
}

export function useWords<W>(words: Record<Lang, W>): W {
  return words[useLang().lang];
}

/** How this reader reads a two-language text, a time, an age and a size. */
export function useSay() {
  const { lang } = useLang();
  return useMemo(
    () => ({
      two: (text: Two) => text[lang],
      /** A sentence of the desk, with its instants as this reader reads times. */
      told: (text: Two) => withTimes(text[lang], lang),
      time: (iso: string) => formatTime(iso, lang),
      age: (iso: string, now: number = Date.now()) => formatAge(iso, now, lang),
      bytes: (count: number) => formatBytes(count, lang),
    }),
    [lang],
  );
}
