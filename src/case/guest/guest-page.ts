// SPDX-License-Identifier: Apache-2.0
import { smallPage } from '../../common/page/small-page.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import { whoWrote } from '../../common/words/machine-names.contract.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';
import { briefOf } from '../brief/brief.ts';
import { isWithin } from '../entry/case.ts';
import type { Entry, ErasedEntry } from '../entry.ts';
import { readJudgement } from '../fold/fold.ts';
import type { Tlp } from '../fold/readings/reading.ts';
import type { CaseView, Guest } from '../fold/view.ts';
import { entryTitles } from '../fold/words/entry-titles.ts';

const words = {
  ja: {
    lead: (guest: Guest) => `${guest.name} さん（${guest.of}）に、${guest.by} さんが見せている事案です。`,
    terms: 'この画面で見られるものだけを、読むことだけができます。開いたことは、そのつど記録されます。',
    until: 'このリンクの期限',
    tlp: '見られる共有範囲',
    now: '今の状況',
    known: '分かっていること',
    unknown: 'まだ分からないこと',
    notCheckable: '確かめられないこと',
    none: '今のところありません。',
    timeline: '経緯（新しい順）',
    hidden: (count: number) => `共有範囲を超えるため、${count} 件の記録は示していません。`,
    cut: (count: number) => `新しい ${count} 件だけを示しています。`,
    erased: '（消去された記録）',
  },
  en: {
    lead: (guest: Guest) => `${guest.by} shows this case to ${guest.name} (${guest.of}).`,
    terms: 'You can read what stands on this page, and nothing else. Each time it is opened is recorded.',
    until: 'This link is open until',
    tlp: 'Shown up to',
    now: 'How it stands',
    known: 'Known',
    unknown: 'Not known yet',
    notCheckable: 'Cannot be checked',
    none: 'Nothing at present.',
    timeline: 'What happened (newest first)',
    hidden: (count: number) => `${count} ${count === 1 ? 'entry is' : 'entries are'} left out, being above what is shared with you.`,
    cut: (count: number) => `Only the newest ${count} are shown.`,
    erased: '(erased entry)',
  },
} as const;

export const MOST_SHOWN = 300;

/** What of a case was written while it was rated no higher than `most`; the rating of each entry is that which stood when it was made. */
export function sharedOf(entries: readonly (Entry | ErasedEntry)[], most: Tlp): readonly (Entry | ErasedEntry)[] {
  let tlp: Tlp = 'AMBER';
  return entries.filter((entry) => {
    // A rating counts for itself: the reason of a rise stays with those who may see what it rose to.
    if (entry.kind === 'case.rated' && entry.body !== null) tlp = entry.body.tlp;
    return isWithin(tlp, most);
  });
}

type Shown = {
  readonly view: CaseView;
  readonly guest: Guest;
  readonly entries: readonly (Entry | ErasedEntry)[];
  readonly zone: string;
  readonly lang: Lang;
};

/** A case as somebody outside reads it: whole without a script, nothing to press, no address of the desk but its own in the other language. */
export function guestPage(hash: HashBytes, { view, guest, entries, zone, lang }: Shown) {
  const w = words[lang];
  const shared = sharedOf(entries, guest.tlp);
  const judged = readJudgement(view);
  const whole = shared.length === entries.length;
  const list = (title: string, lines: readonly { readonly text: Bilingual }[]) =>
    `<h2>${title}</h2>${lines.length === 0 ? `<p class="small">${w.none}</p>` : `<ul>${lines.map(({ text }) => `<li>${htmlText(text[lang])}</li>`).join('')}</ul>`}`;
  // What the case adds up to rests on every entry: it is shown where none is held back.
  const standing = whole
    ? `<h2>${w.now}</h2><div class="brief">${briefOf(view, zone)
        .map((sentence) => `<p>${htmlText(sentence[lang])}</p>`)
        .join('')}</div>
${list(w.known, judged.known)}${list(w.unknown, judged.unknown)}${list(w.notCheckable, judged.notCheckable)}`
    : '';
  const rows = shared
    .toReversed()
    .slice(0, MOST_SHOWN)
    .map(
      (entry) =>
        `<li><small>${wallTime(entry.at, zone, lang)} ${htmlText(whoWrote(entry.actor, lang))}</small><br>${lineOf(entry, lang)}</li>`,
    );
  const body = `<p>${htmlText(w.lead(guest))}</p>
<p class="small">${w.terms}</p>
<dl><dt>${w.until}</dt><dd>${wallTime(guest.until, zone, lang)}</dd><dt>${w.tlp}</dt><dd>TLP:${guest.tlp}</dd></dl>
${standing}
<h2>${w.timeline}</h2>
${whole ? '' : `<p class="small">${w.hidden(entries.length - shared.length)}</p>`}${shared.length > MOST_SHOWN ? `<p class="small">${w.cut(MOST_SHOWN)}</p>` : ''}
<ul>${rows.join('')}</ul>`;
  return smallPage(hash, { lang, title: `${view.id} ${view.title}`, body, other: `?lang=${lang === 'ja' ? 'en' : 'ja'}` });
}

function lineOf(entry: Entry | ErasedEntry, lang: Lang): string {
  const title = entryTitles[entry.kind][lang];
  if (entry.body === null) return `${title} ${words[lang].erased}`;
  return entry.kind === 'case.noted' ? `${title}: ${htmlText(entry.body.text)}` : title;
}
