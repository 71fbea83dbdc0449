// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Clock } from '../kernel/instant.ts';
import type { ComposeMail, Typed } from './compose.port.ts';
import { endpoints } from './contract.ts';
import type { ByHand } from './contract.ts';
import type { ReceiveMail, RecordedReport } from './receive.port.ts';

export type TypedDeps = { readonly receive: ReceiveMail; readonly compose: ComposeMail; readonly clock: Clock };

/** A call, a letter, a chat or a ticket, written down by a named person, with its files; when it happened stays in the zone in which it was told. */
export function writeDown(deps: TypedDeps, note: ByHand, files: Typed['files'], actor: Actor): Promise<RecordedReport> {
  const bytes = deps.compose({
    subject: note.subject,
    from: note.from,
    marks: {
      'X-Matoi-Channel': note.channel,
      'X-Matoi-Typed-By': actor.name,
      'X-Matoi-Happened-At': note.happenedAt ?? '',
      'X-Matoi-Reference': note.reference ?? '',
    },
    date: deps.clock.now(),
    text: note.text,
    files,
  });
  return deps.receive(bytes, { channel: note.channel, mailbox: '', actor });
}

export type FormNote = {
  readonly subject: string;
  readonly name: string;
  readonly contact: string;
  readonly text: string;
  /** A field that people do not see was filled in: kept, but apart. */
  readonly trapped: boolean;
  readonly files: readonly { readonly fileName: string; readonly contentType: string; readonly bytes: Uint8Array }[];
};

/** What came by the public form. Who wrote it is not known, whatever they say. */
export function takeForm(deps: TypedDeps, note: FormNote, address: string): Promise<RecordedReport> {
  const bytes = deps.compose({
    subject: note.subject,
    from: [note.name, note.contact].filter((each) => each !== '').join(' / '),
    marks: { 'X-Matoi-Channel': 'form', 'X-Matoi-Contact': note.contact, 'X-Matoi-Address': address },
    date: deps.clock.now(),
    text: note.text,
    files: note.files,
  });
  return deps.receive(bytes, { channel: 'form', mailbox: endpoints.form.path, junk: note.trapped });
}
