// SPDX-License-Identifier: Apache-2.0
import type { MailHouse } from '../support/mail-house.ts';
import { sendMails } from '../support/mail-house.ts';
import type { Worker } from './world.ts';
import { DESK_MAIL, SENDER } from './world.ts';

/** What people did with the mail before anybody asked: some replied, some pass it on. Opening leads to the sender's page. */
export async function reactToMail(house: MailHouse, people: readonly Worker[], open: (who: Worker) => Promise<void>): Promise<void> {
  for (const who of people) {
    const got = house.mails.find(({ to }) => to === who.mail);
    if (got === undefined) throw new Error(`${who.mail} got nothing`);
    if (who.did === 'opened') await open(who);
    if (who.did === 'replied')
      await sendMails(house.port, [
        { from: who.mail, to: SENDER, subject: `Re: ${got.subject}`, text: 'どの CGI のことでしょうか。詳しく教えてください。' },
      ]);
    if (who.passesOn) {
      const text = `${who.name}です。次のメールが届きました。返信していません。\n\n-----元のメッセージ-----\n差出人: white hacker <${SENDER}>\n宛先: ${who.mail}\n件名: ${got.subject}\n\n${got.text}`;
      await sendMails(house.port, [{ from: who.mail, to: DESK_MAIL, subject: `Fwd: ${got.subject}`, text }]);
    }
  }
}

/** Whoever answers at this time opens the link in their own newest mail of the desk and presses one button. Gives how many did. */
export async function answerDesk(house: MailHouse, people: readonly Worker[], says: Worker['says']): Promise<number> {
  const answering = people.filter((who) => who.says === says);
  for (const who of answering) {
    const text = house.mails.findLast(({ from, to }) => to === who.mail && from === DESK_MAIL)?.text ?? '';
    const link = /http:\/\/\S+\/staff\/\S+/.exec(text)?.[0];
    if (link === undefined) throw new Error(`no link for ${who.mail}`);
    const answer = { nothing: 'got-it', opened: 'opened', replied: 'replied' }[who.did];
    const pressed = await fetch(link, {
      method: 'POST',
      body: new URLSearchParams({ answer }),
      headers: { origin: new URL(link).origin, 'accept-language': 'ja' },
    });
    if (!pressed.ok) throw new Error(`${who.mail} could not answer: ${pressed.status}`);
  }
  return answering.length;
}
