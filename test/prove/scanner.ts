// SPDX-License-Identifier: Apache-2.0
// npm run prove:scanner -- [--mails N] [--plant]
import { parseArgs } from 'node:util';
import { openBrowser } from '../e2e/support/browser.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { press, proveScanner } from '../support/scanner-proof.ts';
import { serveDesk } from '../support/served-desk.ts';

const { values } = parseArgs({ options: { mails: { type: 'string', default: '500' }, plant: { type: 'boolean', default: false } } });
const desk = await serveDesk({ routes: routesOfEveryPart, limits: { perMinute: 1_000_000 }, trustedProxies: ['127.0.0.1', '::1'] });
const browser = values.plant ? null : await openBrowser();
try {
  if (values.plant) {
    // A desk that takes an opened link for an answer, as others do.
    const { faults } = await proveScanner(desk, null, 5, async (link) => {
      const shown = await fetch(link).then((answer) => answer.text());
      desk.clock.forward(20_000);
      await press(link, 'started', shown);
    });
    console.log(`${faults.length === 0 ? 'NOT FOUND' : 'found'} an opened link acknowledges: ${faults[0] ?? '-'}`);
    if (faults.length === 0) process.exitCode = 1;
  } else {
    const { mails, counted, human, largest, faults } = await proveScanner(desk, browser?.browser ?? null, Number(values.mails));
    for (const fault of faults.slice(0, 20)) console.log(fault);
    if (faults.length > 0) process.exitCode = 1;
    console.log(
      `${mails} mails opened by GET, HEAD, prefetch and a browser that runs scripts: ${counted} acknowledged; one person pressed twice: ${human}; largest page ${largest} bytes; ${faults.length === 0 ? 'proved' : 'NOT proved'}`,
    );
  }
} finally {
  await browser?.close();
  await desk.close();
}
