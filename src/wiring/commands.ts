// SPDX-License-Identifier: Apache-2.0
import type { CommandGroup } from '../cli/table.ts';
import type { Base } from './base/base.ts';
import type { State } from './base/state.ts';

/**
 * The command line's table of contents, in the order in which an incident flows. Only what a command needs is loaded.
 * test/conventions/commands.test.ts holds it to what the parts bring.
 */
export function commandGroups(base: Base, open: () => Promise<State>): readonly CommandGroup[] {
  return [
    {
      about: { ja: 'デスク（画面・受信・定期処理）', en: 'The desk: screens, listeners, jobs' },
      names: ['start'],
      load: async () => {
        const [{ deskCommands }, { everyPart }, { wireOrganisation }] = await Promise.all([
          import('./desk.ts'),
          import('./parts.ts'),
          import('./organisation.ts'),
        ]);
        const organisation = wireOrganisation(base);
        return deskCommands({ base, organisation, parts: [organisation, ...everyPart.map((wire) => wire(base))], open });
      },
    },
    {
      about: { ja: '受け付け：メールやファイルを報告にする', en: 'Intake: mails and files become reports' },
      names: ['receive', 'reports list', 'reports show'],
      load: async () => (await import('./intake.ts')).wireIntake(base).commands ?? [],
    },
    {
      about: { ja: '真偽の見立て：差出人と中身を別々に調べる', en: 'Triage: the sender and the claim, assessed separately' },
      names: ['triage', 'assets import', 'advisories sync', 'advisories import', 'advisories status'],
      load: async () => (await import('./triage/commands.ts')).commandsOfTriage(base),
    },
    {
      about: { ja: '調査：自組織のログは何と言っているか', en: 'Hunt: what our own logs say' },
      names: [
        'hunt',
        'hunt claim',
        'hunt data-out',
        'hunt others',
        'hunt look-for',
        'hunt allow',
        'hunt again',
        'hunt export',
        'hunt sigma compile',
        'logs import',
        'logs list',
        'logs verify',
        'logs holders',
      ],
      load: async () => (await import('./hunt/commands.ts')).commandsOfHunt(base),
    },
    {
      about: { ja: '封じ込め：何を止め、何を生かすか', en: 'Containment: what to stop, what to keep alive' },
      names: [
        'contain draft',
        'contain import',
        'contain plan',
        'contain replay',
        'contain explain',
        'contain render',
        'contain verify',
        'contain propose',
        'contain release',
        'contain apply',
        'contain confirm',
        'contain look',
        'contain rollback',
        'contain by-hand',
        'contain put-back',
        'contain register',
        'contain traffic',
      ],
      load: async () => (await import('./containment.ts')).wireContainment(base).commands ?? [],
    },
    {
      about: {
        ja: '影響範囲：どの顧客が、どの顧客のファイルを読み書きできるか',
        en: 'Exposure: which tenant can read, change or replace whose files',
      },
      names: [
        'exposure scan',
        'exposure rights',
        'exposure versions',
        'exposure compare-versions',
        'exposure collect',
        'exposure collector',
        'exposure import',
      ],
      load: async () => (await import('./exposure.ts')).wireExposure(base).commands ?? [],
    },
    {
      about: { ja: '当番と呼び出し', en: 'Duty and paging' },
      names: ['duty who', 'duty plan', 'duty lint', 'duty pages', 'duty ack', 'duty feed', 'duty table take', 'duty table write'],
      load: async () => (await import('./duty.ts')).wireDuty(base).commands ?? [],
    },
    {
      about: { ja: '復旧の作業表：誰が・何を・いつまでに', en: 'Remediation: who does what by when' },
      names: ['remediation board', 'remediation do', 'remediation measures', 'remediation playbooks', 'remediation cacao'],
      load: async () => (await import('./remediation.ts')).wireRemediation(base).commands ?? [],
    },
    {
      about: { ja: '法令の報告期限', en: 'Legal deadlines' },
      names: ['clock compute', 'clock rules', 'clock list', 'clock settle'],
      load: async () => (await import('./obligation.ts')).wireObligation(base).commands ?? [],
    },
    {
      about: { ja: '顧客への連絡：誰に、どの順で知らせるか', en: 'Notification: whom to tell, by which steps' },
      names: [
        'notify classify-bounce',
        'notify customers import',
        'notify customers list',
        'notify plan',
        'notify list',
        'notify show',
        'notify status',
        'notify send',
        'notify pause',
        'notify resume',
        'notify follow',
        'notify advance',
      ],
      load: async () => (await import('./notification.ts')).wireNotification(base).commands ?? [],
    },
    {
      about: { ja: '公表：記録で言えることだけを、段階ごとに', en: 'Disclosure: what the record proves, stage by stage' },
      names: [
        'statement items',
        'statement draft',
        'statement fill',
        'statement prepare',
        'statement approve',
        'statement revoke',
        'statement told',
        'statement publish',
        'statement list',
        'statement questions',
        'statement share',
        'report-form show',
        'report-form write',
        'report-form fill',
        'report-form consent',
        'credit show',
        'credit agree',
        'credit withdraw',
        'advisory check',
        'advisory draft',
        'advisory make',
        'advisory publish',
        'case report',
        'case statistics',
        'security-txt show',
        'security-txt confirm',
        'security-txt check',
      ],
      load: async () => (await import('./disclosure.ts')).wireDisclosure(base).commands ?? [],
    },
    {
      about: { ja: '訓練：問題の回とシナリオ', en: 'Exercise: question rounds and scenarios' },
      names: [
        'exercise rounds',
        'exercise round',
        'exercise booklet',
        'exercise report',
        'exercise check',
        'exercise lint',
        'exercise import',
        'exercise export',
        'exercise schema',
      ],
      load: async () => (await import('./exercise.ts')).wireExercise(base).commands ?? [],
    },
    {
      about: { ja: '利用者と権限', en: 'People and access' },
      names: ['people list', 'people add', 'people import', 'people roles', 'person reset-password'],
      load: async () => (await import('./organisation.ts')).wireOrganisation(base).commands ?? [],
    },
    {
      about: { ja: '記録と検証', en: 'Journal and verification' },
      names: ['journal show', 'journal verify', 'case export', 'case import', 'case notes'],
      load: async () => (await import('./journal.ts')).wireJournal(base).commands ?? [],
    },
    {
      about: { ja: '運用：バックアップ、復元、サービス', en: 'Upkeep: backup, restore, service' },
      names: ['backup', 'restore', 'doctor', 'kit', 'certificate', 'service install', 'service status', 'service remove'],
      load: async () => (await import('./upkeep.ts')).wireUpkeep(base).commands ?? [],
    },
  ];
}
