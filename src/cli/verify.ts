import { parseArgs } from 'node:util';
import { verifyBundle } from '../verifier/verify.ts';
import { type Command, Misuse } from './command.ts';

export const verify: Command = {
  usage:
    'kaibiao verify BUNDLE/ [--trust SHA256] [--json]\n\n离线核验一次交易或一件失信案件的证据包：签名、证书、摘要、日志证明；交易的承诺值、截止时间、开标结果、得分、排名；案件的文书链条、证据、期限、申请。指出第一处不成立的地方。\n--trust 是信任列表签发证书的 SHA-256（从公开渠道取得）；不给时采用包里的那一张，并打印出来供对照。\nRechecks the bundle of a trade or of a case offline and names the first thing that does not hold.',
  examples: ['kaibiao verify 证据包/', 'kaibiao verify bundle/ --json', 'kaibiao verify case/'],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, trust: { type: 'string' } },
    });
    const [folder] = positionals;
    if (!folder) throw new Misuse(this.usage);
    const quiet = values.json === true;
    const verdict = await verifyBundle(folder, values.trust ?? null, step => {
      if (quiet) return;
      console.log(`✓ ${step.name.zh}：${step.found.zh}\n  ${step.name.en}: ${step.found.en}`);
    });
    if (quiet) console.log(JSON.stringify(verdict, null, 2));
    else if (verdict.fault) {
      const { where, what } = verdict.fault;
      console.error(`✗ ${where}：${what.zh}\n  ${where}: ${what.en}`);
      console.error('证据包不成立。The bundle does not hold.');
    } else {
      console.log('全部成立。Everything holds. 请与公布的对照 compare with what is published:');
      console.log(`  信任列表签发证书 trust signer ${verdict.trustSigner}`);
      console.log(`  日志公钥 log key ${verdict.logKey}`);
    }
    return verdict.holds ? 0 : 1;
  },
};
