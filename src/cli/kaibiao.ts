import { NetworkError, ProblemError } from '../../contracts/problem-error.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { SetupError } from '../platform/setup-error.ts';
import { type Command, Misuse } from './command.ts';

const commands: Record<string, { what: string; load: () => Promise<Command> }> = {
  serve: {
    what: '启动平台 · start the service',
    load: async () => (await import('./serve.ts')).serve,
  },
  work: {
    what: '只做长时间的工作 · do the long works only',
    load: async () => (await import('./work.ts')).work,
  },
  demo: {
    what: '演示一次完整交易 · play one whole trade',
    load: async () => (await import('./demo.ts')).demo,
  },
  seal: {
    what: '在本机加密投标文件 · seal a bid on this machine',
    load: async () => (await import('./seal.ts')).seal,
  },
  submit: {
    what: '上传并提交 · upload and submit',
    load: async () => (await import('./submit.ts')).submit,
  },
  release: {
    what: '开标时解密 · release at the opening',
    load: async () => (await import('./release.ts')).release,
  },
  verify: {
    what: '离线核验证据包 · verify an evidence bundle',
    load: async () => (await import('./verify.ts')).verify,
  },
  redflags: {
    what: '采购数据预警指标 · red flags over OCDS data',
    load: async () => (await import('./redflags.ts')).redflags,
  },
  collusion: {
    what: '围标串标线索 · clues of collusion in a table of bids',
    load: async () => (await import('./collusion.ts')).collusion,
  },
  export: {
    what: '导出报价为 Parquet · write the bids as Parquet',
    load: async () => (await import('./export.ts')).exportBids,
  },
};

function overview(): string {
  const rows = Object.entries(commands).map(
    ([name, { what }]) => `  kaibiao ${name.padEnd(9)} ${what}`,
  );
  return ['kaibiao 开标', '', ...rows, '', 'kaibiao COMMAND --help'].join('\n');
}

function failure(error: unknown): number {
  if (error instanceof Misuse) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof SetupError) {
    console.error(error.message);
    return 1;
  }
  if (error instanceof ProblemError) {
    const { title, detail, titleEn, detailEn, trace } = error.problem;
    console.error(`${title}。${detail}\n${titleEn}. ${detailEn} [${error.problem.code}] ${trace}`);
  } else if (error instanceof RuleError)
    console.error(`${error.detail.zh}\n${error.detail.en} [${error.code}]`);
  else if (error instanceof NetworkError)
    console.error(
      '没有连上服务器。已完成的部分都在，再运行一次会接着做。\nNo answer from the server; run again to resume.',
    );
  else console.error(error);
  return 1;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = commands[name];
  if (!entry) {
    console.error(`没有这个命令：${name}\n\n${overview()}`);
    return 2;
  }
  const command = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    console.log([command.usage, '', ...command.examples.map(e => `  $ ${e}`)].join('\n'));
    return 0;
  }
  return command.run(args).catch(error => {
    if (!isMisread(error)) throw error;
    console.error(`${error.message}\n\n${command.usage}\nkaibiao ${name} --help`);
    return 2;
  });
}

/** The command line itself is wrong: an option that is not there, or one without its value. */
const isMisread = (error: unknown): error is Error =>
  error instanceof Error && /^ERR_PARSE_ARGS_/.test((error as { code?: string }).code ?? '');

process.exitCode = await main(process.argv.slice(2)).catch(failure);
