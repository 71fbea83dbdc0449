// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { LangProvider, useWords } from '../lang/lang.tsx';
import { GalleryCards } from './gallery-cards.tsx';
import { GalleryHunt } from './gallery-hunt.tsx';
import { GalleryPieces } from './gallery-pieces.tsx';
import { galleryWords } from './words.ts';

/** Every piece and every entry card in both languages and all states; for whoever changes how the desk looks. */
export function Gallery() {
  return (
    <main className="page" style={{ maxWidth: 'none' }}>
      <div className="gallery-pair">
        <Side lang="ja">
          <GalleryPieces />
          <GalleryHunt />
          <GalleryCards />
        </Side>
        <Side lang="en">
          <GalleryPieces />
          <GalleryHunt />
          <GalleryCards />
        </Side>
      </div>
    </main>
  );
}

function Side({ lang, children }: { readonly lang: 'ja' | 'en'; readonly children: ReactNode }) {
  return (
    <LangProvider fixed={lang}>
      <div lang={lang} className="stack" style={{ gap: 28 }}>
        <Title />
        {children}
      </div>
    </LangProvider>
  );
}

function Title() {
  const w = useWords(galleryWords);
  return <h1>{w.title}</h1>;
}
