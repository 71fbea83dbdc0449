// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { SetUpFacts } from './set-up-facts.port.ts';
import type { stepIds } from './set-up.contract.ts';

export type StepId = (typeof stepIds)[number];
/** `done` only where the desk itself holds what the step is for; nobody ticks anything. */
export type Step = {
  readonly id: StepId;
  readonly is: 'done' | 'begun' | 'open';
  readonly title: Bilingual;
  /** What the desk found. */
  readonly found: Bilingual;
  readonly why: Bilingual;
  readonly example: Bilingual;
};

const two = (ja: string, en: string): Bilingual => ({ ja, en });
const stateOf = (done: boolean, begun: boolean): Step['is'] => (done ? 'done' : begun ? 'begun' : 'open');

/** The steps of the first hour in the order in which they help each other, each with what the desk found of it. */
export function setUpSteps(facts: SetUpFacts): readonly Step[] {
  return [...whoAnswers(facts), ...howItIsReached(facts), ...whatIsKnown(facts), ...whatIsRehearsed(facts)];
}

function whoAnswers({ signIns, rota, bodies }: SetUpFacts): readonly Step[] {
  const gaps = (rota?.rosters ?? [])
    .filter(({ required }) => required)
    .flatMap(({ stretches }) => stretches.filter(({ person }) => person === null));
  const silent = (rota?.rosters ?? []).flatMap(({ stretches }) => stretches.filter(({ person }) => person?.telephone === ''));
  const checked = bodies.filter(({ confirmed, telephone }) => confirmed && telephone !== '').length;
  return [
    {
      id: 'people',
      is: stateOf(signIns > 1, signIns > 0),
      title: two('人を登録する', 'People'),
      found: two(`サインインできる人 ${signIns} 人`, `${signIns} can sign in`),
      why: two(
        '一人だけだと、承認する人がいない。電話番号は紙のキットにも載る。',
        'With one person nobody else can release. Telephone numbers go onto the paper kit too.',
      ),
      example: two('氏名、部署、メールアドレス、電話、役割の CSV を取り込む', 'a CSV with name, department, mail, telephone, role'),
    },
    {
      id: 'rota',
      is: stateOf(rota !== null && gaps.length === 0 && silent.length === 0, rota !== null),
      title: two('当番表を作る', 'Rota'),
      found:
        rota === null
          ? two('当番表がない', 'no rota')
          : gaps.length > 0
            ? two(`14 日のうちに担当のいない時間が ${gaps.length} か所`, `${gaps.length} stretches without anybody within 14 days`)
            : silent.length > 0
              ? two('電話番号のない担当がいる', 'somebody on duty has no telephone on record')
              : two('14 日先まで空きがない', 'no gap within 14 days'),
      why: two(
        '連絡は三連休の初日に来る。誰が出るかを前もって決めておく。',
        'The call comes on the first day of a long weekend: who answers is decided beforehand.',
      ),
      example: two('平日は日替わり、土日祝は公平な順', 'daily turns on working days, fair turns on days off'),
    },
    {
      id: 'directory',
      is: stateOf(
        checked > 0,
        bodies.some(({ confirmed }) => confirmed),
      ),
      title: two('社外の連絡先を確かめる', 'Contacts outside'),
      found: two(`電話番号まで確かめた先 ${checked} 件`, `${checked} checked, with a telephone number`),
      why: two('緊急の番号をその場で探すと、30 分が過ぎる。', 'Looking for an emergency number in the middle of it costs half an hour.'),
      example: two('JPCERT/CC、警察、保守会社、弁護士、保険会社', 'national CSIRT, police, system vendor, lawyer, insurer'),
    },
  ];
}

function howItIsReached({ mailOut, mailIn, publicUrl }: SetUpFacts): readonly Step[] {
  return [
    {
      id: 'mail-out',
      is: stateOf(mailOut, false),
      title: two('メールを送れるようにする', 'Mail out'),
      found: mailOut ? two('送信サーバーが設定されている', 'a relay is set up') : two('送信サーバーがない', 'no relay'),
      why: two(
        '返事・お知らせ・呼び出しは、ここから出る。予備も入れておくと、自前のサーバーが落ちた夜に切り替えられる。',
        'Replies, notices and pages leave by it. A second one can take over on the night on which the own server is down.',
      ),
      example: two('smtp.example.jp:587、差出人は csirt@example.jp', 'smtp.example.org:587, from csirt@example.org'),
    },
    {
      id: 'mail-in',
      is: stateOf(mailIn, false),
      title: two('メールを受け取れるようにする', 'Mail in'),
      found: mailIn ? two('受け口が開いている', 'a way in is open') : two('受け口がない', 'no way in'),
      why: two('外からの第一報は、たいていメールで届く。', 'The first word from outside mostly comes by mail.'),
      example: two('代表アドレスのメールボックスを IMAP で読む', 'the role mailbox, read by IMAP'),
    },
    {
      id: 'address',
      is: stateOf(publicUrl !== null, false),
      title: two('デスクの URL を決める', 'Address of the desk'),
      found: publicUrl === null ? two('ほかの人が開ける URL がない', 'no address that others can open') : two(publicUrl, publicUrl),
      why: two('呼び出しや職員への確認のリンクは、この URL で始まる。', 'Links in pages and notices to staff begin with it.'),
      example: two('https://desk.example.jp', 'https://desk.example.org'),
    },
  ];
}

function whatIsKnown({ services, logImports, customers }: SetUpFacts): readonly Step[] {
  const undecided = services.filter(({ group }) => group === 'undecided').length;
  return [
    {
      id: 'services',
      is: stateOf(services.length > 0 && undecided === 0, services.length > 0),
      title: two('止めるもの・止めないものを決める', 'What to stop, what to keep'),
      found: two(`サービス ${services.length} 件、未定 ${undecided} 件`, `services: ${services.length}, undecided: ${undecided}`),
      why: two('一覧がないと「全部止める」しか選べない。', 'Without the list there is only “stop everything”.'),
      example: two('クラウドのメールは止めない、ファイル転送は止める', 'cloud mail is kept, file transfer is stopped'),
    },
    {
      id: 'logs',
      is: stateOf(logImports > 0, false),
      title: two('ログを取り込む', 'Log sources'),
      found: two(`取り込み済み ${logImports} 件`, `imported: ${logImports}`),
      why: two('「来たか」「何が出たか」は、ログがないと答えられない。', 'Whether somebody came, and what left, only logs can say.'),
      example: two('Web サーバー、プロキシー、DNS、ファイアウォール', 'web server, proxy, DNS, firewall'),
    },
    {
      id: 'customers',
      is: stateOf(customers > 0, false),
      title: two('顧客の一覧を取り込む', 'Customers'),
      found: two(`顧客 ${customers} 件`, `customers: ${customers}`),
      why: two('「うちも対象ですか」に、誤りなく答えるため。', 'To answer “are we among them?” without a mistake.'),
      example: two('契約番号、名前、連絡先の CSV', 'a CSV with contract number, name, contact'),
    },
  ];
}

function whatIsRehearsed({ exercisesStarted, exercisesEnded, kitUntil, now }: SetUpFacts): readonly Step[] {
  return [
    {
      id: 'exercise',
      is: stateOf(exercisesEnded > 0, exercisesStarted > 0),
      title: two('最初の訓練をする', 'First exercise'),
      found: two(
        `終えた訓練 ${exercisesEnded} 回、始めた訓練 ${exercisesStarted} 回`,
        `ended: ${exercisesEnded}, started: ${exercisesStarted}`,
      ),
      why: two('一度やった人は、夜中でも手が動く。', 'Whoever has done it once can do it at night.'),
      example: two('このページの「事案を試す」から 15 分', '15 minutes with “Try an incident” on this page'),
    },
    {
      id: 'kit',
      is: stateOf(kitUntil !== null && kitUntil > now, kitUntil !== null),
      title: two('紙のキットを印刷する', 'Print the paper kit'),
      found:
        kitUntil === null
          ? two('印刷していない', 'not printed')
          : kitUntil > now
            ? two('載っている当番はまだ切れていない', 'its duty still holds')
            : two('載っている当番が切れている', 'its duty has run out'),
      why: two(
        'メールもサインインも使えない夜に、この画面は開けないかもしれない。',
        'On the night on which mail and sign-in are down this page may not open.',
      ),
      example: two('印刷して、鍵のかかる場所に 2 部', 'two copies, under lock'),
    },
  ];
}
