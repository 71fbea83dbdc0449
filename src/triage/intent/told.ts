// SPDX-License-Identifier: Apache-2.0
// What a writer quotes or tells of others is not what the writer wants: "they wrote: …", 「…と言われた」, lines behind ">".

export type Stretch = { readonly start: number; readonly end: number };

/** Stretches that are not in the writer's own voice; offsets are those of the text, which is subject, blank line, body. */
export type Told = {
  /** Quoted lines, and what stands below an attribution. */
  readonly passages: readonly Stretch[];
  /** What follows the words that a threat was received, or "they wrote:". */
  readonly introduced: readonly Stretch[];
  /** What stands in quotation marks; `said` where words behind them tell that somebody says it. */
  readonly quotations: readonly (Stretch & { readonly said: boolean })[];
};

export const NOTHING_TOLD: Told = { passages: [], introduced: [], quotations: [] };
/** Fewer letters of one's own around a quotation, and the quotation is the message. */
const OWN_LETTERS = 12;
const LONGEST_QUOTATION = 600;
/** Of each kind; it bounds what a flood of marks costs. */
const MOST = 500;

const QUOTED_LINE = /^[ \t]{0,4}(?:[>＞]|&gt;)/;
const ATTRIBUTION =
  /^[ \t]{0,4}(?:on\b.{3,200}\bwrote|.{3,120}\b(?:wrote|schrieb|a\s+écrit)|.{0,120}(?:さん|様|氏)?(?:は|が)(?:次の(?:よう|とおり|通り)に)?書きました|.{3,120}(?:のメール|のメッセージ))\s{0,3}[:：]\s{0,3}$/iu;
const ORIGINAL =
  /^[ \t]{0,4}(?:-{2,}|_{5,})\s{0,3}(?:original message|forwarded message|元のメッセージ|転送されたメッセージ|引用)?\s{0,3}-{0,}\s{0,3}$/iu;
const HEADER_LINE = /^[ \t]{0,4}\*?(?:from|差出人|送信者)\*?\s{0,3}[:：]/iu;

/**
 * Somebody else says, claims, demands, before what is said (English). Whoever speaks of himself in between ("the amount that
 * I want") is no other, and "the wallet stated below" says nothing: a past form needs what it says behind it.
 */
const OTHERS_SAY: readonly RegExp[] = [
  /\b(?:he|she|they|someone|somebody|anonymous|hackers|attackers|criminals|scammers|blackmailers|extortionists)\s(?:\w{1,12}\s){0,2}?(?:say|says|said|claim|claims|claimed|threaten|threatens|threatened|demand|demands|demanded|write|writes|wrote|written|state|states|stated|warn|warns|warned|told|ask|asks|asked|want|wants|wanted|announced?|boast|boasts|boasted)\b/iu,
  /\b(?:the|a|an|this|that|some|one|two|another)\s(?:[\w-]{1,20}\s){0,3}[\w-]{1,20}(?:(?!\b(?:i|we|you)\b)[^.\n]){0,60}?\s(?:says|saying|said|claims|claiming|threatens|threatening|writes|writing|wrote|states|stating|alleges|warns|asks|wants|announces|boasts|reads|demanding|demands(?=\s(?:that|money|payment|ransom|an?\b|[$€£\d]))|(?:claimed|threatened|demanded|stated|alleged|warned|told|asked|wanted|announced|boasted)(?=[:,]|\s(?:that|me|us|to|it|he|she|they|him|her|them|our|my|money|payment|ransom|an?\b|\d)))(?![\w-])/iu,
  /\b(?:i|we|he|she|they|(?:our|my|a|one\sof\s(?:our|my))\s[\w-]{1,20})\s(?:(?:was|were|am|are|is|got|(?:have|has|had)\sbeen)|'ve\sbeen)\s(?:told|threatened|blackmailed|extorted|asked)\b/iu,
  /\b(?:according\sto|allegedly|reportedly)\b/iu,
  // Who threatens himself does not call it that.
  /\b(?:threatens?|threatening|threatened|vows?)\sto\b|\b(?:sextortion|extortion|ransom(?:ware)?|blackmail)\s(?:e-?mails?|mails?|messages?|gangs?|groups?|blogs?|notes?|attempts?|campaigns?)\b/iu,
];
const othersSay = (text: string): boolean => OTHERS_SAY.some((pattern) => pattern.test(text));

/** The same in Japanese, behind what is said. */
const IS_SAID =
  /(?:旨|趣旨|内容|文面)の(?:脅|メール|電話|連絡|文|投稿|要求|書き込み|手紙|メッセージ|通知)|と(?:言わ|いわ|書か|記さ|脅さ|要求さ|告げら|通告さ|伝えら|主張さ|迫ら|求めら)れ|よう(?:に)?(?:脅さ|要求さ|言わ|いわ|求めら|迫ら)れ|と(?:の)?(?:脅迫|脅し|要求|恐喝)を受け|と(?:書い|記し|述べ|言っ|いっ|脅し|報じ)て(?:い|き|おり|あ)|と脅(?:す|し(?:て(?:い|き)|、)|され|かす|かし|迫)|(?:を|よう(?:に)?)(?:要求|請求|命令|強要)(?:して(?:い|き|お)|され)|と(?:主張|要求|脅迫|予告|通告|声明|説明|指示)(?:して(?:い[るまたて]|き[たま]|おり)|し(?:、|つつ)|され|があ|する[^。\n]{0,6}(?:書き込み|メール|文面|電話|投稿|内容|手紙|者|人物|男|女|集団|グループ))|と(?:の|いう)?(?:声明|犯行声明|脅迫文?|予告|要求|通告|メッセージ|書き込み)を(?:出|公[にち表]|発|送|掲|投稿|残)|と(?:称す|称し|名乗る|名乗り|名乗っ)|との(?:こと|脅迫|脅し|要求|主張|声明|趣旨|予告|報道|文面|内容|書き込み|投稿)|という(?:脅迫|脅し|恐喝|要求|連絡|メール|電話|主張|声明|内容|文面|手紙|書き込み|投稿|趣旨|予告|通知|メッセージ|犯行|指示|噂)|と(?:あり(?:ま|、)|あって|ある(?:の|メ|文|。)|報道され)/u;

/** Behind what is said, in English: "…, they said". */
const SAID_THEY =
  /[,”"’]\s?(?:(?:he|she|they|it|the\s[\w-]{1,20}|an?\s[\w-]{1,20})\s(?:said|says|wrote|writes|claimed|claims|threatened|warned|added)|(?:said|wrote|claimed|threatened)\s(?:he|she|they|the\s[\w-]{1,20}))\b/iu;

const ASKED =
  /(?:よう(?:に)?|と)(?:、)?(?:言わ|いわ|指示さ|求めら|誘導さ|要求さ|頼ま|勧めら)れ|\b(?:i|we|he|she|they|(?:our|my|a|one\sof\sour)\s[\w-]{1,20})\s(?:was|were|got|(?:have|has|had)\sbeen)\s(?:told|asked|instructed|urged|ordered)\sto\b|\b(?:asked|told|urged|wanted|instructed)\s(?:me|us|him|her|them|our\s[\w-]{1,20})\sto\b/iu;

/** A threat or a strange mail that somebody got: what follows is what it says. */
const INTRODUCES: readonly RegExp[] = [
  /(?:脅迫|脅し|恐喝|身代金|犯行予告|不審|怪し(?:い|げ)|迷惑|詐欺|フィッシング|なりすまし)[^。\n]{0,12}(?:メール|文面|メッセージ|電話|手紙|ファクス|FAX|投稿|連絡|通知)[^。\n]{0,25}(?:届|来(?:た|ま|て)|受け取|受信し|送られてき|送りつけられ|もら(?:い|っ)|いただ|着信)/u,
  /(?:以下|次|下記)(?:の(?:よう|とおり|通り)な?)?[^。\n]{0,20}(?:メール|文面|メッセージ|脅迫|電話)[^。\n]{0,20}(?:届|来(?:た|ま|て)|受け取|受信し|送られてき|送りつけられ)/u,
  /\b(?<!\byou\s)(?:sent|forwarded|mailed|e-?mailed|texted|messaged)\s(?:me|us|him|her|them|(?:our|my)\s[\w-]{1,20})\s[^.\n]{0,40}(?:this\b|the\sfollowing\b|:)/iu,
  /\b(?:i|we|(?:my|our|a|one\sof\s(?:my|our))\s[\w-]{1,20})(?:\s(?:have|has|had|just|recently|also|today|yesterday)|'ve){0,3}\s(?:received|got|been\ssent|was\ssent|were\ssent)\s(?:(?!to\b|of\b|into\b|your\b)[\w-]{1,20}\s){0,2}(?:threat(?:ening)?|extortion|blackmail|ransom|scam|phishing|suspicious|strange|fake|following|this)\s?(?:(?!to\b|of\b|into\b|your\b)[\w-]{1,20}\s){0,2}(?:mails?|e-?mails?|messages?|letters?|calls?|notes?|threats?|demands?)?/iu,
];

/** What of a text is told or quoted. `senders`: addresses of who wrote the mail, whose own earlier words stay own. */
export function toldIn(text: string, senders: readonly string[] = []): Told {
  const { passages, introduced } = passagesIn(text, senders);
  const quotations = quotationsIn(text);
  const bodyAt = Math.max(0, text.indexOf('\n\n'));
  const enough = (stretches: readonly Stretch[]): boolean => lettersOutside(text, bodyAt, stretches) >= OWN_LETTERS;
  // A mail of hardly more than a quotation says what it quotes.
  if (enough([...passages, ...introduced, ...quotations])) return { passages, introduced, quotations };
  return enough([...passages, ...introduced]) ? { passages, introduced, quotations: [] } : NOTHING_TOLD;
}

/** Whether the hit, in its sentence, is told of others: the place of the words that say so depends on the language. */
export function isReported(sentence: string, hit: number, hitEnd: number): boolean {
  // A hit may begin in the writer's words and run into what is quoted there.
  const quote = sentence.slice(hit, hitEnd).search(/["“「『]/u);
  return (
    othersSay(sentence.slice(0, quote > 0 ? hit + quote : hit)) ||
    IS_SAID.test(sentence.slice(Math.max(hit, hitEnd - 2))) ||
    SAID_THEY.test(sentence.slice(hit))
  );
}

/** Whether the sentence tells that somebody was asked to do it: the narrow form, for what bait itself is full of. */
export function wasAskedOf(sentence: string): boolean {
  return ASKED.test(sentence);
}

/** In quotation marks from its beginning to its end, or to where words tell that somebody says it. */
export function isQuoted(quotations: Told['quotations'], start: number, end: number): boolean {
  return quotations.some((one) => one.start <= start && start < one.end && (end <= one.end || one.said));
}

export function within(stretches: readonly Stretch[], start: number, end: number): boolean {
  return stretches.some((one) => one.start <= start && end <= one.end);
}

function passagesIn(text: string, senders: readonly string[]): Pick<Told, 'passages' | 'introduced'> {
  const passages: Stretch[] = [];
  let at = text.indexOf('\n\n') < 0 ? 0 : text.indexOf('\n\n') + 2;
  let before = '';
  let own: boolean | null = null;
  for (const line of text.slice(at).split('\n')) {
    const end = at + line.length;
    if (QUOTED_LINE.test(line)) {
      own ??= isOwn(before, senders);
      const last = passages.at(-1);
      if (!own && last !== undefined && last.end + 1 === at) passages[passages.length - 1] = { start: last.start, end };
      else if (!own && passages.length < MOST) passages.push({ start: at, end });
    } else {
      own = null;
      const short = line.slice(0, 400);
      const header = HEADER_LINE.test(short) && (ORIGINAL.test(before.slice(0, 200)) || before.trim() === '');
      if ((header || ATTRIBUTION.test(short)) && !isOwn(short, senders))
        return { passages: [...passages, { start: end, end: text.length }], introduced: [] };
      const from = introductionIn(short);
      if (from !== null) return { passages, introduced: [{ start: at + from, end: text.length }] };
    }
    if (line.trim() !== '') before = line;
    at = end + 1;
  }
  return { passages, introduced: [] };
}

/** Where in the line what it introduces begins; null where it introduces nothing. */
function introductionIn(line: string): number | null {
  for (const pattern of INTRODUCES) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const end = match.index + match[0].length;
    const stop = /[。：:]|\.(?=\s|$)/u.exec(line.slice(end));
    return stop === null ? line.length : end + stop.index + 1;
  }
  return /[:：]\s{0,3}$/.test(line) && (othersSay(line) || IS_SAID.test(line)) ? line.length : null;
}

function isOwn(line: string, senders: readonly string[]): boolean {
  const lower = line.slice(0, 1000).toLowerCase();
  return senders.some((one) => one !== '' && lower.includes(one.toLowerCase()));
}

const MARKS: readonly RegExp[] = [
  /「[^「」\n]{8,600}」/gu,
  /『[^『』\n]{8,600}』/gu,
  /“[^“”]{12,600}”/gu,
  /(?<=^|[\s(:,、。：])"[^"\n]{12,600}"(?=[\s),.;:!?、。と」]|$)/gmu,
];

function quotationsIn(text: string): Told['quotations'] {
  return MARKS.flatMap((pattern) =>
    [...text.matchAll(pattern)].slice(0, MOST).map((match) => {
      const end = Math.min(match.index + match[0].length, match.index + LONGEST_QUOTATION + 2);
      const behind = IS_SAID.exec(text.slice(end, end + 40));
      return { start: match.index, end, said: behind !== null && behind.index <= 1 };
    }),
  );
}

function lettersOutside(text: string, from: number, stretches: readonly Stretch[]): number {
  let count = 0;
  let at = from;
  const letters = (end: number): number => (end <= at ? 0 : (text.slice(at, end).match(/[\p{L}\p{N}]/gu)?.length ?? 0));
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    count += letters(start);
    at = Math.max(at, end);
  }
  return count + letters(text.length);
}
