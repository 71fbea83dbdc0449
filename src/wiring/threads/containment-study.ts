// SPDX-License-Identifier: Apache-2.0
// The thread in which recorded traffic is studied: a record of ten million flows takes seconds, and the desk goes on answering.
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { study } from '../../containment/register/study.ts';
import type { Studies, StudyAnswer, StudyAsk } from '../../containment/register/study.port.ts';

/** A compressed file may not unfold into more than this. */
const MOST_BYTES = 4_000_000_000;
/** Records of flows pack 5 to 50 times; beyond this a packed file is made to exhaust the machine. */
const MOST_RATIO = 100;
const RATIO_FROM = 1 << 22;
/** No record is as long; without an end of line nothing could be let go of. */
const LONGEST_LINE = 1 << 20;
/** A thread that needs more ends by itself; the desk goes on. */
const MOST_HEAP_MB = 3000;
/** How many records are studied at the same time; the others wait. */
const AT_ONCE = 1;
const PIECE = 1 << 20;

type Work = { readonly bytes: Uint8Array; readonly ask: StudyAsk };

async function* linesOf(bytes: Uint8Array): AsyncIterable<string> {
  const source = Readable.from(pieces(bytes), { objectMode: false });
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const decoder = new StringDecoder('utf8');
  let read = 0;
  let rest = '';
  for await (const chunk of (zipped ? source.pipe(createGunzip()) : source) as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > MOST_BYTES || (read > RATIO_FROM && read > bytes.length * MOST_RATIO)) throw new Error('the file unfolds into too much');
    const text = rest + decoder.write(chunk);
    // A carriage return at the very end may belong to a line feed that is still to come.
    const whole = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, whole).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(whole);
    if (rest.length > LONGEST_LINE) throw new Error(`a line has more than ${LONGEST_LINE} characters`);
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest.replace(/\r$/, '');
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

if (!isMainThread && parentPort !== null) {
  const { bytes, ask } = workerData as Work;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage(await study(linesOf(bytes), ask));
}

/** Each study in a thread of its own, one after the other. */
export function studiesInThreads(): Studies {
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = async (): Promise<void> => {
    if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
  };
  const next = (): void => {
    const go = waiting.shift();
    if (go === undefined) running -= 1;
    else go();
  };
  return async (traffic, ask) => {
    await turn();
    try {
      return (await inThread({ bytes: traffic.bytes, ask })) as never;
    } finally {
      next();
    }
  };
}

function inThread(work: Work): Promise<StudyAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: work, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the study ended with ${code}`)));
  });
}
