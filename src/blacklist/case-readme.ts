import type { BundlePart } from '../platform/bundle/part.ts';
import { layout } from '../verifier/layout.ts';

/** How to check the bundle without believing whoever hands it over. */
export const caseReadme = (
  number: string,
  parts: readonly BundlePart[],
): string => `# 案件证据包 Bundle of the case ${number}

全部核验 check everything:

    npx kaibiao verify .

不用平台的工具 with standard tools (each CA is in ${layout.trust}):

    # 目录由交易中心签名，列出每个文件的摘要 the centre signed the list of files
    openssl cms -verify -noverify -inform DER -in ${layout.indexSignature} -out - | cmp - ${layout.index}

    # 每份文书由办理人签名；输出的就是签的文本 each act is signed by who acted; what it prints is what was signed
    openssl cms -verify -noverify -inform DER -in ${layout.actSignature(1)} -content ${layout.act(1)} -out -

    # 每份文书的 previous 是前一份文书的摘要 "previous" in an act is the hash of the act before it
    sha256sum ${layout.acts}/*.json

    # 信任列表里的证书 the certificates that are believed
    openssl cms -verify -noverify -inform DER -in ${layout.trust} -out -

    # 案卷的印章 the seal of the paper
    pdfsig ${layout.paper}

日志 the log: ${layout.events} 每行一个事件：text 是事件正文，blind 是随机数，leafIndex 和 proof 是它在日志（RFC 6962，C2SP tlog）里的位置和包含证明；${layout.checkpoint} 是签名的检查点。叶子为 SHA-256(0x00 ‖ 条目)，条目的算法见平台的公开说明。

文件 files: ${parts.length}

- ${layout.acts}/ 文书和签名 acts and signatures
- clues/ 入卷的线索快照：线索不等于认定 snapshots of clues: a clue is no finding
- evidence/ 证据文件，名称见 ${layout.evidenceList} evidence, named in ${layout.evidenceList}
- appeals/ 异议、复议、修复和决定 appeals and decisions
- trust/ 信任列表和吊销列表 trust list and revocation lists
`;
