import { parseArgs } from 'node:util';
import { SealingTicket } from '../../contracts/bidding.ts';
import { EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { nodePrimitives } from '../platform/node-primitives.ts';
import type { SourceFile } from '../sealing/archive.ts';
import { fingerprintBytes, fingerprintName } from '../sealing/fingerprint.ts';
import { recoveryName } from '../sealing/folder.ts';
import { type BidFile, checkOpeningForm, gatherFiles, readJson, sourceOf } from './bid-files.ts';
import { type Command, Misuse } from './command.ts';
import { fingerprintOfMachine } from './machine.ts';
import { Progress } from './progress.ts';
import { sealFolder } from './seal-folder.ts';
import { askUnseen, openKeyFile } from './sign-in.ts';

const leastPassphrase = 12;
const recoveryVariable = 'KAIBIAO_RECOVERY_PASSPHRASE';

export const seal: Command = {
  usage: `kaibiao seal FILES… --lot lot.json --p12 FILE --out NAME.kbid

在本机加密投标文件。lot.json 从标段页面下载；NAME.kbid 是一个文件夹，用 kaibiao submit 提交。
每个文件放进哪个封套，按下面两条定，不猜：
  1. 路径里有一段是封套名：bid/technical/图纸/a.pdf 放进 technical，名为 图纸/a.pdf；
  2. 用 --opening --qualification --technical --price 指定文件或文件夹，可以多次。
中断后用同样的参数再运行一次，接着做。恢复文件写在 NAME.recovery.p7m，口令取自 ${recoveryVariable} 或当场输入；
不要恢复文件用 --no-recovery。证书口令取自 KAIBIAO_PASSPHRASE 或当场输入。

Seals a bid on this machine into the folder NAME.kbid. A file goes to the envelope that a folder in its path is
named after, or to the envelope of its flag; it is never guessed. Run again with the same arguments to resume.`,
  examples: [
    'kaibiao seal 投标/ --lot lot.json --p12 company.p12 --out 一标段.kbid   (投标/opening/opening.json, 投标/technical/…)',
    'kaibiao seal --opening opening.json --technical 技术标.pdf --price 清单.xlsx --lot lot.json --p12 company.p12 --out 一标段.kbid',
  ],
  async run(args) {
    const { values, positionals } = parse(args);
    const { lot, p12, out } = values;
    if (!lot || !p12 || !out) throw new Misuse(this.usage);
    const ticket = await readTicket(lot);
    const flagged = Object.fromEntries(EnvelopeId.options.map(id => [id, values[id]]));
    const files = await gatherFiles(EnvelopeId.options, positionals, flagged);
    if (files.length === 0) throw new Misuse(this.usage);
    const envelopes = await envelopesOf(ticket, files);
    const keys = await openKeyFile(p12);
    const recoveryPassphrase = values['no-recovery'] ? null : await askRecoveryPassphrase();
    const bar = new SealingBar();
    const folder = out.replace(/[/\\]+$/, '');
    const plan = { ticket, keys, envelopes, folder, recoveryPassphrase, progress: bar.show };
    const manifest = await sealFolder(plan);
    bar.end();
    const megabytes = manifest.envelopes.reduce((sum, e) => sum + e.bytes, 0) / 1024 / 1024;
    console.log(
      `已加密 ${files.length} 个文件，${megabytes.toFixed(1)} MiB，并已用自己的证书试解密：${folder}`,
    );
    if (recoveryPassphrase !== null)
      console.log(
        `恢复文件：${recoveryName(folder)}。证书更换或丢失时靠它解密，请与口令分开保存。`,
      );
    console.log('还没有投标。用 kaibiao submit 上传并提交。\nSealed, not yet submitted.');
    return 0;
  },
};

function parse(args: string[]) {
  const path = { type: 'string', multiple: true } as const;
  const flags = Object.fromEntries(EnvelopeId.options.map(id => [id, path]));
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...(flags as Record<EnvelopeId, typeof path>),
      lot: { type: 'string' },
      p12: { type: 'string' },
      out: { type: 'string' },
      'no-recovery': { type: 'boolean' },
    },
  });
}

async function readTicket(path: string): Promise<SealingTicket> {
  const parsed = SealingTicket.safeParse(await readJson(path));
  if (!parsed.success)
    throw new Misuse(`${path} 不是标段的加密参数 lot.json，请重新下载。\nNot a lot.json.`);
  return parsed.data;
}

async function envelopesOf(ticket: SealingTicket, files: readonly BidFile[]) {
  const unknown = files.find(file => !ticket.envelopes.some(({ id }) => id === file.envelope));
  if (unknown) throw new Misuse(`本标段没有封套 ${unknown.envelope}（${unknown.path}）`);
  if (ticket.envelopes.some(({ id }) => id === 'opening')) await checkOpeningForm(files);
  const envelopes = [];
  for (const { id } of ticket.envelopes) {
    const own = files.filter(file => file.envelope === id);
    const sources = await Promise.all(own.map(sourceOf));
    if (id === 'opening') sources.push(await machineFile());
    if (sources.length > 0) envelopes.push({ id, files: sources });
  }
  return envelopes;
}

/** The declaration of this computer: shown to the bidder before it is sealed in. */
async function machineFile(): Promise<SourceFile> {
  const fingerprint = await fingerprintOfMachine(packageJson.version, nodePrimitives);
  const { machine } = fingerprint;
  console.error(
    `随标书封入本机特征（随开标公开，仅存摘要）：${machine?.system}，网卡 ${machine?.mac.length} 个，硬盘 ${machine?.disks.length} 个`,
  );
  const bytes = fingerprintBytes(fingerprint);
  return {
    name: fingerprintName,
    bytes: bytes.length,
    async *stream() {
      yield bytes;
    },
  };
}

async function askRecoveryPassphrase(): Promise<string> {
  const given =
    process.env[recoveryVariable] ??
    (await askUnseen(
      `恢复文件口令（至少 ${leastPassphrase} 个字符）: `,
      `${recoveryVariable}（或 --no-recovery）`,
    ));
  if (given.length < leastPassphrase)
    throw new Misuse(`恢复文件口令至少 ${leastPassphrase} 个字符。\nThe passphrase is too short.`);
  return given;
}

/** The bar appears when the total is known. */
class SealingBar {
  #bar: Progress | null = null;
  #done = 0;

  readonly show = ({ done, total }: { done: number; total: number }): void => {
    this.#bar ??= new Progress('加密', total);
    this.#bar.add(done - this.#done);
    this.#done = done;
  };

  end(): void {
    this.#bar?.end();
  }
}
