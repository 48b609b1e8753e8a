import type { Certificate } from './certificate.ts';
import { sameName } from './name.ts';
import { isSignedBy } from './signed-by.ts';

/** Certificates from the end to the root, at most: hostile chains end here. */
const longestPath = 7;
/** Paths followed at once, and issuers tried for one certificate: cross-certified loops grow exponentially otherwise. */
const mostOpenPaths = 32;
const mostIssuers = 8;

type Path = readonly [Certificate, ...Certificate[]];

export interface FoundPaths {
  /** From the certificate up to and with a root; short ones first. */
  readonly paths: readonly Path[];
  /** Some issuer had the right name but not the key that signed. */
  readonly brokenSignature: boolean;
}

/** All paths of true signatures from `certificate` to one of `roots`. */
export async function pathsFrom(
  certificate: Certificate,
  candidates: readonly Certificate[],
  roots: readonly Certificate[],
): Promise<FoundPaths> {
  const rooted = new Set(roots.map(root => root.sha256));
  const paths: Path[] = [];
  let brokenSignature = false;
  let open: readonly Path[] = [[certificate]];
  for (let length = 1; length < longestPath && open.length > 0; length++) {
    const grown = await Promise.all(
      open.slice(0, mostOpenPaths).map(path => grow(path, [...roots, ...candidates])),
    );
    brokenSignature ||= grown.some(step => step.broken);
    const longer = grown.flatMap(step => step.longer);
    const isDone = (path: Path) => rooted.has(path.at(-1)?.sha256 ?? '');
    paths.push(...longer.filter(isDone));
    open = longer.filter(path => !isDone(path));
  }
  return { paths, brokenSignature };
}

/** The path with each issuer that truly signed its last certificate. */
async function grow(
  path: Path,
  among: readonly Certificate[],
): Promise<{ longer: Path[]; broken: boolean }> {
  const longer: Path[] = [];
  let broken = false;
  for (const issuer of issuersOf(path, among)) {
    if (await isSignedBy(path.at(-1) ?? path[0], issuer)) longer.push([...path, issuer]);
    else broken = true;
  }
  return { longer, broken };
}

function issuersOf(path: Path, among: readonly Certificate[]): Certificate[] {
  const seen = new Set(path.map(c => c.sha256));
  const last = path.at(-1) ?? path[0];
  const issuers = among.filter(candidate => {
    if (seen.has(candidate.sha256)) return false;
    seen.add(candidate.sha256);
    return sameName(candidate.subjectDer, last.issuerDer);
  });
  return issuers.slice(0, mostIssuers);
}
