// SPDX-License-Identifier: Apache-2.0
// The thread in which calendars of strangers are read. It holds no connection to the store; what it needs comes with the work.
import { readCalendar } from '../../adapters/ical/read-calendar.ts';
import { serveThread } from '../../adapters/threads/serve.ts';
import type { ReadingOf } from '../../duty/calendar/ical.port.ts';

serveThread({
  read: ({ bytes, how }: { readonly bytes: Uint8Array; readonly how: ReadingOf }) => readCalendar(new TextDecoder().decode(bytes), how),
});
